/** Events beyond this number are dropped; the comparison of heads finds what is missing. */
const CAPACITY = 1_000;

/** Holds back live events until the heads were compared on this connection, so that they meet a known state. */
export class LiveGate {
  #open = false;
  #waiting: (() => void)[] = [];

  get isOpen(): boolean {
    return this.#open;
  }

  /** Runs something now, or once the gate opens. */
  pass(act: () => void): void {
    if (this.#open) act();
    else if (this.#waiting.length < CAPACITY) this.#waiting.push(act);
  }

  open(): void {
    this.#open = true;
    for (const act of this.#waiting.splice(0)) act();
  }

  close(): void {
    this.#open = false;
    this.#waiting = [];
  }
}
