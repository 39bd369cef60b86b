import { TIMING, type Uuid } from '@parley/protocol';
import type { DepartedUser } from '../nodes/bus-message.ts';

/** Users who have a connection on this node, or lost their last one within the grace period. */
export class LocalUsers {
  /** The number of connections of each user. */
  readonly #connections = new Map<Uuid, number>();
  /** When the users whose grace period still runs lost their last connection. */
  readonly #leaving = new Map<Uuid, number>();

  has(uid: Uuid): boolean {
    return this.#connections.has(uid) || this.#leaving.has(uid);
  }

  isConnected(uid: Uuid): boolean {
    return this.#connections.has(uid);
  }

  connected(): readonly Uuid[] {
    return [...this.#connections.keys()];
  }

  /** A connection of a user was opened. */
  arrived(uid: Uuid): void {
    this.#leaving.delete(uid);
    this.#connections.set(uid, (this.#connections.get(uid) ?? 0) + 1);
  }

  /** A connection of a user was closed. @returns whether it was their last */
  left(uid: Uuid, now: number): boolean {
    const others = (this.#connections.get(uid) ?? 1) - 1;
    if (others > 0) {
      this.#connections.set(uid, others);
      return false;
    }
    this.#connections.delete(uid);
    this.#leaving.set(uid, now);
    return true;
  }

  /** Removes users whose grace period is over. */
  endGrace(now: number): readonly DepartedUser[] {
    const over = [...this.#leaving].filter(([, since]) => now - since >= TIMING.presenceGrace);
    for (const [uid] of over) this.#leaving.delete(uid);
    return over.map(([uid, lastSeen]) => ({ uid, lastSeen }));
  }
}
