import { inTime } from '../platform/in-time.ts';
import type { Clock } from '../ports/clock.ts';
import type { AccountKeys } from '../ports/keys/account-keys.ts';

/** How long a login or a log-out waits for the keys, in ms: a page that is shown without them gets them a little later. */
const KEYS_MS = 5_000;

interface LoadedKeysDeps {
  load(): Promise<AccountKeys | undefined>;
  readonly clock: Clock;
  report(error: unknown): void;
}

/** The keys of accounts, loaded when they are needed. Trouble with them keeps nobody from logging in or out. */
export class LoadedKeys {
  readonly #deps: LoadedKeysDeps;
  #loading: Promise<AccountKeys | undefined> | undefined;
  #now: AccountKeys | undefined;

  constructor(deps: LoadedKeysDeps) {
    this.#deps = deps;
  }

  /** Undefined as long as nothing needed them. */
  get now(): AccountKeys | undefined {
    return this.#now;
  }

  /** Another try may succeed, as when the network is back. */
  load(): Promise<AccountKeys | undefined> {
    this.#loading ??= this.#deps.load().then(
      (keys) => (this.#now = keys),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  /** Undefined where they cannot be loaded, which is reported. */
  loadOrReport(): Promise<AccountKeys | undefined> {
    return this.load().catch(this.report);
  }

  /** Waits for work on keys, but not for long. @returns undefined if it takes longer, or fails, which is reported */
  async inTime<T>(work: Promise<T> | undefined): Promise<T | undefined> {
    return work && inTime(work.catch(this.report), this.#deps.clock, KEYS_MS);
  }

  readonly report = (error: unknown): undefined => {
    this.#deps.report(error);
  };
}
