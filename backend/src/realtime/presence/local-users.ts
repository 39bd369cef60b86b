import { TIMING, type Uuid } from '@parley/protocol';
import type { DepartedUser } from '../bus-message.ts';

/** Who has a socket on this node, or lost the last one within the grace. */
export class LocalUsers {
  /** Sockets a user. */
  readonly #sockets = new Map<Uuid, number>();
  /** Since when those are gone whose grace still runs. */
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

  /** A socket of a user came. */
  arrived(uid: Uuid): void {
    this.#leaving.delete(uid);
    this.#sockets.set(uid, (this.#sockets.get(uid) ?? 0) + 1);
  }

  /** A socket of a user went. @returns whether it was his last */
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

  /** Lets those go whose grace has run out. */
  endGrace(now: number): readonly DepartedUser[] {
    const over = [...this.#leaving].filter(([, since]) => now - since >= TIMING.presenceGrace);
    for (const [uid] of over) this.#leaving.delete(uid);
    return over.map(([uid, lastSeen]) => ({ uid, lastSeen }));
  }
}
