import type { Stores } from '@parley/backend/domain/stores.ts';
import { createMemoryStores } from '@parley/backend/memory';

type Changed = 'users' | 'sessions' | 'keys';

interface Change {
  /** Of the conversations, at the time. */
  readonly age: number;
  readonly of: Changed;
  readonly method: string;
  readonly given: readonly unknown[];
}

const CHANGING: Readonly<Record<Changed, readonly string[]>> = {
  users: ['create', 'setCredential'],
  sessions: ['create', 'end', 'endSome'],
  keys: ['append', 'replaceVault', 'setPassword'],
};

/** Accounts, sessions and keys in one database with the conversations: they go back to a backup along with these. */
export class RestorableAccounts {
  readonly #age: () => number;
  #changes: readonly Change[] = [];
  #stores = createMemoryStores();

  /** @param age how often the conversations have changed so far */
  constructor(age: () => number) {
    this.#age = age;
  }

  get stores(): Stores {
    return {
      ...this.#stores,
      users: this.#recorded('users'),
      sessions: this.#recorded('sessions'),
      keys: this.#recorded('keys'),
    };
  }

  /** Makes them what they were before the conversations became older than this. */
  async restore(age: number): Promise<void> {
    this.#changes = this.#changes.filter((change) => change.age <= age);
    this.#stores = createMemoryStores();
    for (const { of, method, given } of this.#changes) await call(this.#stores[of], method, given);
  }

  /** What was refused has changed nothing, nor has what a killed node wrote into the database that a backup replaced. */
  #recorded<Of extends Changed>(of: Of): Stores[Of] {
    return new Proxy(this.#stores[of], {
      get:
        (store, method) =>
        async (...given: readonly unknown[]): Promise<unknown> => {
          const answer = await call(store, method, given);
          const isChange = CHANGING[of].some((name) => name === method);
          if (isChange && store === this.#stores[of])
            this.#changes = [...this.#changes, { age: this.#age(), of, method: String(method), given }];
          return answer;
        },
    });
  }
}

async function call(store: object, method: string | symbol, given: readonly unknown[]): Promise<unknown> {
  const run: unknown = Reflect.get(store, method);
  if (typeof run !== 'function') throw new Error(`a store has no ${String(method)}`);
  return Reflect.apply(run, store, given);
}
