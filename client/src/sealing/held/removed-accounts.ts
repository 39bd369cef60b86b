import type { Uuid } from '@parley/protocol';
import type { SealingLink } from '../../ports/sealing/sealing.ts';

type Users = SealingLink['people']['users'];
type Listener = (changed: ReadonlySet<Uuid>) => void;

/** Accounts that the server calls removed, as far as this client knows their owners. */
export class RemovedAccounts {
  readonly #listeners = new Set<Listener>();
  readonly #stop: () => void;
  #now: ReadonlySet<Uuid>;

  constructor(users: Users) {
    this.#now = removedAmong(users);
    this.#stop = users.listen(() => {
      const before = this.#now;
      this.#now = removedAmong(users);
      const changed = new Set(
        [...before, ...this.#now].filter((uid) => before.has(uid) !== this.#now.has(uid)),
      );
      if (changed.size > 0) for (const listener of this.#listeners) listener(changed);
    });
  }

  now(): ReadonlySet<Uuid> {
    return this.#now;
  }

  /** Calls with those that were removed since, or are back. */
  onChange(listener: Listener): void {
    this.#listeners.add(listener);
  }

  close(): void {
    this.#stop();
  }
}

function removedAmong(users: Users): ReadonlySet<Uuid> {
  return new Set([...users.get().values()].flatMap(({ uid, removed }) => (removed ? uid : [])));
}
