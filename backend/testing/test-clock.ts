/** A clock that stands still until a test moves it. */
export class TestClock {
  #now: number;

  constructor(now = Date.now()) {
    this.#now = now;
  }

  readonly read = () => this.#now;

  advance(ms: number): void {
    this.#now += ms;
  }
}
