import type { Uuid } from '@parley/protocol';
import type { Moved } from '../../domain/log/conversation-store.ts';
import type { Appended } from '../../domain/log/next-entry.ts';
import type { Publisher } from '../../domain/publisher.ts';
import type { BusMessage } from './bus-message.ts';
import type { Bus } from './bus.ts';
import type { EntryRelay } from '../delivery/entry-relay.ts';
import type { MarkRelay } from '../delivery/mark-relay.ts';
import type { Presence } from '../presence/presence.ts';
import type { SessionWatch } from '../admission/session-watch.ts';
import type { Typists } from '../delivery/typists.ts';

interface PublisherParts {
  readonly bus: Bus;
  readonly entries: EntryRelay;
  readonly marks: MarkRelay;
  readonly sessions: SessionWatch;
  readonly presence: Presence;
  readonly typists: Typists;
  /** Reports what could not be sent; clients find out by their next heads. */
  readonly failed: (error: unknown) => void;
}

/** Publishes to the sockets of this node, and to the other nodes, which do the same with theirs. */
export class SocketPublisher implements Publisher {
  readonly #parts: PublisherParts;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
    parts.bus.listen((message, from) => this.#heard(message, from));
  }

  appended({ entry, state }: Appended): void {
    this.#parts.entries.deliver(entry, state);
    this.#parts.bus.send({ kind: 'entry', entry });
  }

  marksMoved(moved: readonly Moved[]): void {
    this.#parts.marks.deliver(moved);
    this.#parts.bus.send({ kind: 'marks', moved });
  }

  sessionsEnded(sids: readonly Uuid[]): void {
    this.#parts.sessions.end(sids);
    this.#parts.bus.send({ kind: 'sessionsEnded', sids });
  }

  blocksChanged(uid: Uuid, other: Uuid): void {
    this.#parts.presence.blocksChanged(uid, other).catch(this.#parts.failed);
    this.#parts.bus.send({ kind: 'blocksChanged', uid, other });
  }

  #heard(message: BusMessage, from: Uuid): void {
    const { entries, marks, sessions, typists, presence, failed } = this.#parts;
    switch (message.kind) {
      case 'entry':
        entries.deliver(message.entry);
        break;
      case 'marks':
        marks.deliver(message.moved);
        break;
      case 'sessionsEnded':
        sessions.end(message.sids);
        break;
      case 'typing':
        typists.deliver(message.typing, message.hiddenFrom);
        break;
      case 'blocksChanged':
        presence.blocksChanged(message.uid, message.other).catch(failed);
        break;
      case 'presence':
        presence.othersChanged(from, message);
        break;
      case 'roster':
        presence.otherRoster(from, message);
        break;
      case 'rosterWanted':
        presence.rosterWanted();
        break;
    }
  }
}
