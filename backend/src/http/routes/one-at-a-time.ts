import { ParleyError } from '@parley/protocol';

/** Work of which a server does one piece at a time. */
export class OneAtATime {
  readonly #refusal: string;
  #isBusy = false;

  /** @param refusal what is said while another work goes on */
  constructor(refusal: string) {
    this.#refusal = refusal;
  }

  /** The first piece throws `E_STORE_BUSY` while another work goes on. */
  async *run(pieces: AsyncIterable<string>): AsyncGenerator<string> {
    if (this.#isBusy) throw new ParleyError('E_STORE_BUSY', { message: this.#refusal });
    this.#isBusy = true;
    try {
      yield* pieces;
    } finally {
      this.#isBusy = false;
    }
  }
}
