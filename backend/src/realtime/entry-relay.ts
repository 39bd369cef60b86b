import type { ConversationState, Entry, Uuid } from '@parley/protocol';
import type { Clock } from '../domain/clock.ts';
import type { Context } from '../domain/context.ts';
import { membershipChange } from '../domain/conversations/membership-change.ts';
import type { ChatNamespace } from './chat-server.ts';
import type { GroupNotices } from './group-notices.ts';
import type { Memberships } from './memberships.ts';
import { roomOf } from './rooms.ts';

/** How long it is remembered what was delivered, in ms: longer than the tail takes to look. */
const MEMORY = 60_000;
/** More missed entries than this are left to the clients, who fetch what lies between. */
const MOST = 50;

interface Delivered {
  readonly seq: number;
  readonly time: number;
}

interface RelayParts {
  readonly namespace: ChatNamespace;
  readonly conversations: Context['conversations'];
  readonly memberships: Memberships;
  readonly notices: GroupNotices;
  readonly clock: Clock;
  /** What could not be fetched now; the tail looks again. */
  readonly failed: (error: unknown) => void;
}

/**
 * Brings stored entries to the sockets of this node, each once and in the order of the log: an entry of another node
 * that is still on its way may take somebody out of the conversation.
 */
export class EntryRelay {
  readonly #parts: RelayParts;
  readonly #delivered = new Map<Uuid, Delivered>();
  /** Up to where conversations are being caught up with. */
  readonly #wanted = new Map<Uuid, number>();
  readonly #catchingUp = new Map<Uuid, Promise<void>>();

  constructor(parts: RelayParts) {
    this.#parts = parts;
  }

  /** @param state after the entry, where it is known without asking */
  deliver(entry: Entry, state?: ConversationState): void {
    const { conversation, seq } = entry;
    const known = this.#deliveredTo(conversation);
    if (seq <= known) return;
    const upToDate = !this.#catchingUp.has(conversation);
    if (upToDate && seq === known + 1) {
      this.#ring(entry);
    } else if (upToDate && known === 0 && state !== undefined) {
      this.#parts.memberships.reconcile(state, changedBy([entry]));
      this.#ring(entry);
    } else {
      this.catchUp(conversation, seq).catch(this.#parts.failed);
    }
  }

  /** Delivers what is stored, at least up to `head`, and was not delivered yet. */
  catchUp(conversation: Uuid, head: number): Promise<void> {
    this.#wanted.set(conversation, Math.max(head, this.#wanted.get(conversation) ?? 0));
    const running = this.#catchingUp.get(conversation) ?? this.#catchUp(conversation);
    this.#catchingUp.set(conversation, running);
    return running;
  }

  tick(): void {
    const before = this.#parts.clock() - MEMORY;
    for (const [conversation, { time }] of this.#delivered) {
      if (time < before) this.#delivered.delete(conversation);
    }
  }

  async #catchUp(conversation: Uuid): Promise<void> {
    const wanted = () => this.#wanted.get(conversation) ?? 0;
    try {
      for (let head = 0; head < wanted();) {
        head = wanted();
        await this.#fetch(conversation, head);
      }
    } finally {
      this.#wanted.delete(conversation);
      this.#catchingUp.delete(conversation);
    }
  }

  async #fetch(conversation: Uuid, wanted: number): Promise<void> {
    const { conversations, memberships } = this.#parts;
    const known = this.#deliveredTo(conversation);
    const state = known < wanted ? await conversations.state(conversation) : undefined;
    if (state === undefined) return;
    const from = Math.max(known === 0 ? wanted : known + 1, state.head - MOST + 1);
    const entries = await conversations.entries(conversation, from, state.head);
    memberships.reconcile(state, changedBy(entries));
    for (const entry of entries) this.#ring(entry);
  }

  #ring(entry: Entry): void {
    const { conversation, seq } = entry;
    const { namespace, memberships, notices, clock } = this.#parts;
    this.#delivered.set(conversation, { seq, time: clock() });
    memberships.beforeEntry(entry);
    namespace.to(roomOf.conversation(conversation)).emit('response', entry);
    memberships.afterEntry(entry);
    notices.announce(entry);
  }

  /** The last entry of a conversation that was delivered lately, 0 where there was none. */
  #deliveredTo(conversation: Uuid): number {
    return this.#delivered.get(conversation)?.seq ?? 0;
  }
}

function changedBy(entries: readonly Entry[]): ReadonlySet<Uuid> {
  return new Set(entries.map(membershipChange).flatMap(({ joined, departed }) => [...joined, ...departed]));
}
