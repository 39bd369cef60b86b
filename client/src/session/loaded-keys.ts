import type { AccountKeys } from '../ports/keys/account-keys.ts';

/** The keys of accounts, loaded when they are needed. */
export class LoadedKeys {
  readonly #load: () => Promise<AccountKeys | undefined>;
  #loading: Promise<AccountKeys | undefined> | undefined;
  #now: AccountKeys | undefined;

  constructor(load: () => Promise<AccountKeys | undefined>) {
    this.#load = load;
  }

  /** Undefined as long as nothing needed them. */
  get now(): AccountKeys | undefined {
    return this.#now;
  }

  /** Another try may succeed, as when the network is back. */
  load(): Promise<AccountKeys | undefined> {
    this.#loading ??= this.#load().then(
      (keys) => (this.#now = keys),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }
}
