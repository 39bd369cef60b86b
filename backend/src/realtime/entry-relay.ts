import type { Entry, Uuid } from '@parley/protocol';
import type { Clock } from '../domain/clock.ts';
import type { ChatNamespace } from './chat-server.ts';
import type { GroupNotices } from './group-notices.ts';
import type { Memberships } from './memberships.ts';
import { roomOf } from './rooms.ts';

/** How long it is remembered what was delivered, in ms: longer than the tail takes to look. */
const MEMORY = 60_000;

interface Delivered {
  readonly seq: number;
  readonly time: number;
}

interface RelayParts {
  readonly namespace: ChatNamespace;
  readonly memberships: Memberships;
  readonly notices: GroupNotices;
  readonly clock: Clock;
}

/** Brings stored entries to the sockets of this node, each once. */
export class EntryRelay {
  readonly #parts: RelayParts;
  readonly #delivered = new Map<Uuid, Delivered>();

  constructor(parts: RelayParts) {
    this.#parts = parts;
  }

  deliver(entry: Entry): void {
    const { conversation, seq } = entry;
    const { namespace, memberships, notices, clock } = this.#parts;
    if (seq <= this.deliveredTo(conversation)) return;
    this.#delivered.set(conversation, { seq, time: clock() });
    memberships.beforeEntry(entry);
    namespace.to(roomOf.conversation(conversation)).emit('response', entry);
    memberships.afterEntry(entry);
    notices.announce(entry);
  }

  /** The last entry of a conversation that was delivered lately, 0 where there was none. */
  deliveredTo(conversation: Uuid): number {
    return this.#delivered.get(conversation)?.seq ?? 0;
  }

  tick(): void {
    const before = this.#parts.clock() - MEMORY;
    for (const [conversation, { time }] of this.#delivered) {
      if (time < before) this.#delivered.delete(conversation);
    }
  }
}
