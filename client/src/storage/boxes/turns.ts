/** Lets work end in the order in which it was begun, however long each piece takes. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: Promise<T>): Promise<T> {
    const turn = Promise.allSettled([this.#last, work]).then(() => work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
