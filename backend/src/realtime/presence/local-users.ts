import { TIMING, type Uuid } from '@parley/protocol';
import type { DepartedUser } from '../nodes/bus-message.ts';

/** Users who have a socket on this node, or lost their last one within the grace period. */
export class LocalUsers {
  /** The number of sockets of each user. */
  readonly #sockets = new Map<Uuid, number>();
  /** When the users whose grace period still runs lost their last socket. */
  readonly #leaving = new Map<Uuid, number>();

  has(uid: Uuid): boolean {
    return this.#sockets.has(uid) || this.#leaving.has(uid);
  }

  hasSocket(uid: Uuid): boolean {
    return this.#sockets.has(uid);
  }

  withSockets(): readonly Uuid[] {
    return [...this.#sockets.keys()];
  }

  /** A socket of a user was opened. */
  arrived(uid: Uuid): void {
    this.#leaving.delete(uid);
    this.#sockets.set(uid, (this.#sockets.get(uid) ?? 0) + 1);
  }

  /** A socket of a user was closed. @returns whether it was their last */
  left(uid: Uuid, now: number): boolean {
    const sockets = (this.#sockets.get(uid) ?? 1) - 1;
    if (sockets > 0) {
      this.#sockets.set(uid, sockets);
      return false;
    }
    this.#sockets.delete(uid);
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
