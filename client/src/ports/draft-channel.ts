import type { Uuid } from '@parley/protocol';
import type { Boxable } from '../model/boxable.ts';
import type { Composition } from '../model/composition.ts';

/** A composition as it is stored. */
export interface StoredDraft extends Boxable {
  readonly conversation: Uuid;
  readonly composition: Composition;
  /** Identifies this version of the draft, so that another tab can tell which version it continues. */
  readonly revision: Uuid;
}

/** A message from one tab to the others: the new version of a draft. */
export interface DraftNews extends StoredDraft {
  /** The version that this one continues; undefined if it is the first. */
  readonly after: Uuid | undefined;
}

/** How the tabs of a browser share drafts. Messages may get lost. */
export interface DraftChannel {
  announce(news: DraftNews): void;
  /** @returns a function that stops it */
  listen(listener: (news: DraftNews) => void): () => void;
}

/** For a client that does not share its drafts with other tabs. */
export const noDraftChannel: DraftChannel = { announce: () => undefined, listen: () => () => undefined };
