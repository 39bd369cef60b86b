import { isRoom, type ConversationState, type Entry, type Uuid } from '@parley/protocol';
import type { Clock } from '../../domain/clock.ts';
import type { Context } from '../../domain/context.ts';
import { membershipChange } from '../../domain/log/membership-change.ts';
import { travelling } from '../../domain/log/travelling.ts';
import type { Connections } from '../connections.ts';
import type { GroupNotices } from './group-notices.ts';
import type { Memberships } from './memberships.ts';
import { roomOf } from '../rooms.ts';

/** How long delivered entries are remembered, in ms: longer than the interval of the log tail. */
const MEMORY = 60_000;
/** If more entries than this were missed, the clients fetch them. */
const MOST = 50;

interface Delivered {
  readonly seq: number;
  readonly time: number;
}

/** What may be known of an entry that was stored here. */
interface Arrival {
  /** After the entry. */
  readonly state?: ConversationState;
  /** The connection that gets it as its answer. */
  readonly via?: string | undefined;
}

interface RelayParts {
  readonly connections: Pick<Connections, 'tell'>;
  readonly conversations: Context['conversations'];
  readonly memberships: Pick<Memberships, 'beforeEntry' | 'afterEntry' | 'follow' | 'reconcile'>;
  readonly notices: Pick<GroupNotices, 'announce'>;
  readonly clock: Clock;
  /** Reports entries that could not be fetched now; the log tail tries again. */
  readonly failed: (error: unknown) => void;
}

/**
 * Emits stored entries to the connections of this node, each once and in the order of the log. The order matters: an entry of
 * another node that is still on its way may remove a member.
 */
export class EntryRelay {
  readonly #parts: RelayParts;
  readonly #delivered = new Map<Uuid, Delivered>();
  /** The target up to which each conversation is being caught up. */
  readonly #wanted = new Map<Uuid, number>();
  readonly #catchingUp = new Map<Uuid, Promise<void>>();
  /** Of conversations that are being caught up: which connection gets which entry as its answer, by `seq`. */
  readonly #answers = new Map<Uuid, Map<number, string>>();

  constructor(parts: RelayParts) {
    this.#parts = parts;
  }

  deliver(entry: Entry, { state, via }: Arrival = {}): void {
    const { conversation, seq } = entry;
    const known = this.#deliveredTo(conversation);
    if (seq <= known) return;
    const upToDate = !this.#catchingUp.has(conversation);
    if (upToDate && seq === known + 1) {
      this.#ring(entry, via);
    } else if (upToDate && known === 0 && state !== undefined && !isRoom(state)) {
      this.#parts.memberships.reconcile(state, changedBy([entry]));
      this.#ring(entry, via);
    } else {
      if (via !== undefined) this.#answersOf(conversation).set(seq, via);
      this.catchUp(conversation, seq).catch(this.#parts.failed);
    }
  }

  /** Delivers stored entries not delivered yet, at least up to `head`. */
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
      this.#answers.delete(conversation);
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
    const missed = known === 0 ? Math.min(wanted, from) - MOST : known + 1;
    if (isRoom(state)) await this.#follow(conversation, missed, from - 1);
    else memberships.reconcile(state, changedBy(entries));
    for (const entry of entries) this.#ring(entry, this.#answers.get(conversation)?.get(entry.seq));
  }

  /** Who is in a room is not read as a whole, but followed: what came and went with entries that this node may have missed. */
  async #follow(room: Uuid, first: number, last: number): Promise<void> {
    const { conversations, memberships } = this.#parts;
    for (let from = Math.max(1, first); from <= last; from += MOST)
      memberships.follow(await conversations.entries(room, from, Math.min(last, from + MOST - 1)));
  }

  #answersOf(conversation: Uuid): Map<number, string> {
    const answers = this.#answers.get(conversation) ?? new Map<number, string>();
    this.#answers.set(conversation, answers);
    return answers;
  }

  #ring(entry: Entry, via?: string): void {
    const { conversation, seq } = entry;
    const { connections, memberships, notices, clock } = this.#parts;
    this.#delivered.set(conversation, { seq, time: clock() });
    memberships.beforeEntry(entry);
    connections.tell(roomOf.conversation(conversation), 'response', travelling(entry), {
      exceptConnection: via,
    });
    memberships.afterEntry(entry);
    notices.announce(entry);
  }

  /** The last entry of a conversation that was delivered recently, 0 if there was none. */
  #deliveredTo(conversation: Uuid): number {
    return this.#delivered.get(conversation)?.seq ?? 0;
  }
}

function changedBy(entries: readonly Entry[]): ReadonlySet<Uuid> {
  return new Set(entries.map(membershipChange).flatMap(({ joined, departed }) => [...joined, ...departed]));
}
