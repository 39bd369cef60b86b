/** More than this is dropped; the comparison after it finds what is missing. */
const CAPACITY = 1_000;

/** Holds back what the server sends until the heads were compared on this connection, so that it meets a known state. */
export class LiveGate {
  #open = false;
  #waiting: (() => void)[] = [];

  get isOpen(): boolean {
    return this.#open;
  }

  /** Does something now, or once the gate opens. */
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
