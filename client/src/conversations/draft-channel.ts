import type { Uuid } from '@parley/protocol';
import type { Composition } from './composition.ts';

/** A composition as it is stored. */
export interface StoredDraft {
  readonly conversation: Uuid;
  readonly composition: Composition;
  /** Names this state of it, so that tabs know whose goes on from which. */
  readonly revision: Uuid;
}

/** One tab tells the others what was written in it. */
export interface DraftNews extends StoredDraft {
  /** The state that this one goes on from; undefined where there was none. */
  readonly after: Uuid | undefined;
}

/** How the tabs of a browser tell each other what is being written. It may lose anything. */
export interface DraftChannel {
  announce(news: DraftNews): void;
  /** @returns a function that stops it */
  listen(listener: (news: DraftNews) => void): () => void;
}

/** For a client that shares its drafts with nobody. */
export const noDraftChannel: DraftChannel = { announce: () => undefined, listen: () => () => undefined };
