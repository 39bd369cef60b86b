import { ANNOUNCEMENTS, LIMITS, type Typing, type Uuid } from '@parley/protocol';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../domain/clock.ts';
import type { Blocks } from '../presence/blocks.ts';
import type { Bus } from '../nodes/bus.ts';
import type { Connections } from '../connections.ts';
import { roomOf } from '../rooms.ts';

/** Minimum time between two notices of one typist in one conversation, in ms. Clients wait longer. */
const PAUSE = 1_000;
/** How many typists are remembered. */
const TOLD = 10_000;

/**
 * Announces who is typing; not to users whom they blocked or who blocked them, nor to their own other tabs. Typing is dropped in the
 * announcements, where everyone is a member, and where more are connected than a group may have members, as in large rooms: one packet
 * would become one for every connection.
 */
export class TypingRelay {
  readonly #connections: Pick<Connections, 'sizeOf' | 'tell'>;
  readonly #blocks: Blocks;
  readonly #bus: Bus;
  readonly #clock: Clock;
  /** Time of the last notice, in ms. */
  readonly #told = new LRUCache<string, number>({ max: TOLD });

  constructor(connections: Pick<Connections, 'sizeOf' | 'tell'>, blocks: Blocks, bus: Bus, clock: Clock) {
    this.#connections = connections;
    this.#blocks = blocks;
    this.#bus = bus;
    this.#clock = clock;
  }

  typing(typing: Typing): void {
    if (!this.#isDue(typing)) return;
    const hiddenFrom = [...this.#blocks.blockedBy(typing.uid)];
    this.deliver(typing, hiddenFrom);
    this.#bus.send({ kind: 'typing', typing, hiddenFrom });
  }

  /** To the connections of this node. */
  deliver(typing: Typing, hiddenFrom: readonly Uuid[]): void {
    const excluded = [typing.uid, ...hiddenFrom, ...this.#blocks.blockersOf(typing.uid)];
    const room = roomOf.conversation(typing.conversation);
    if (this.#connections.sizeOf(room) > LIMITS.groupMembers) return;
    this.#connections.tell(room, 'typing', typing, {
      except: excluded.flatMap((uid) => [roomOf.user(uid), roomOf.limited(uid)]),
      droppable: true,
    });
  }

  #isDue({ conversation, uid }: Typing): boolean {
    const key = `${conversation} ${uid}`;
    const now = this.#clock();
    const last = this.#told.get(key) ?? Number.NEGATIVE_INFINITY;
    if (conversation === ANNOUNCEMENTS || now - last < PAUSE) return false;
    this.#told.set(key, now);
    return true;
  }
}
