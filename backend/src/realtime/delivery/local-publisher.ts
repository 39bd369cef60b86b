import type { Uuid } from '@parley/protocol';
import type { MovedMark } from '../../domain/log/conversation-store.ts';
import type { Appended } from '../../domain/log/next-entry.ts';
import type { Publisher } from '../../domain/publisher.ts';
import type { SessionWatch } from '../admission/session-watch.ts';
import type { Presence } from '../presence/presence.ts';
import type { EntryRelay } from './entry-relay.ts';
import type { KeyNotices } from './key-notices.ts';
import type { MarkRelay } from './mark-relay.ts';

interface PublisherParts {
  readonly entries: EntryRelay;
  readonly marks: MarkRelay;
  readonly sessions: SessionWatch;
  readonly presence: Presence;
  readonly keys: KeyNotices;
  /** Reports what could not be sent; clients find out by their next heads. */
  readonly failed: (error: unknown) => void;
}

/** Publishes to the connections of this node. Clients hear of no settings: they ask when a page begins. */
export class LocalPublisher implements Omit<Publisher, 'settingsChanged'> {
  readonly #parts: PublisherParts;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  appended({ entry, state }: Appended, via?: string): void {
    this.#parts.entries.deliver(entry, { state, via });
  }

  marksMoved(moved: readonly MovedMark[]): void {
    this.#parts.marks.deliver(moved);
  }

  sessionsEnded(sids: readonly Uuid[]): void {
    this.#parts.sessions.end(sids);
  }

  keyLogGrown(uid: Uuid, seq: number): void {
    this.#parts.keys.grown(uid, seq);
  }

  vaultChanged(uid: Uuid, version: number): void {
    this.#parts.keys.vaultChanged(uid, version);
  }

  blocksChanged(uid: Uuid, other: Uuid): void {
    this.#parts.presence.blocksChanged(uid, other).catch(this.#parts.failed);
  }
}
