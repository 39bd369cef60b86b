import type { Cancel, Clock } from '@parley/client';

/** Something that can be killed: a tab, a server. Once dead, none of its timers fires and nothing it awaits returns. */
export class Process implements Clock {
  readonly #clock: Clock;
  /** How far its clock is off, in ms. */
  readonly #skew: number;
  readonly #died = Promise.withResolvers<undefined>();
  #alive = true;

  constructor(clock: Clock, skew = 0) {
    this.#clock = clock;
    this.#skew = skew;
  }

  get alive(): boolean {
    return this.#alive;
  }

  now(): number {
    return this.#clock.now() + this.#skew;
  }

  setTimeout(run: () => void, ms: number): Cancel {
    return this.#clock.setTimeout(() => this.run(run), ms);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.setTimeout(resolve, ms));
  }

  /** Runs something that comes from outside, unless it is dead. */
  run(act: () => void): void {
    if (this.#alive) act();
  }

  /** Resolves when it is killed. */
  get died(): Promise<undefined> {
    return this.#died.promise;
  }

  kill(): void {
    this.#alive = false;
    this.#died.resolve(undefined);
  }
}
