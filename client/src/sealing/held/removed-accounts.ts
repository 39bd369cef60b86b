import type { Uuid } from '@parley/protocol';
import type { SealingLink } from '../../ports/sealing/sealing.ts';

type Users = SealingLink['people']['users'];

/** Accounts that the server calls removed, as far as this client knows their owners. */
export class RemovedAccounts {
  readonly #users: Users;
  readonly #stops: (() => void)[] = [];
  #now: ReadonlySet<Uuid>;

  constructor(users: Users) {
    this.#users = users;
    this.#now = this.#read();
  }

  now(): ReadonlySet<Uuid> {
    return this.#now;
  }

  /** Calls with those that were removed since, or are back. */
  onChange(listener: (changed: ReadonlySet<Uuid>) => void): void {
    const stop = this.#users.listen(() => {
      const before = this.#now;
      this.#now = this.#read();
      const changed = new Set(
        [...before, ...this.#now].filter((uid) => before.has(uid) !== this.#now.has(uid)),
      );
      if (changed.size > 0) listener(changed);
    });
    this.#stops.push(stop);
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  #read(): ReadonlySet<Uuid> {
    return new Set([...this.#users.get().values()].flatMap(({ uid, removed }) => (removed ? uid : [])));
  }
}
