/** An answer that comes bit by bit, no faster than it is taken. */
export class Streamed {
  readonly type: string;
  readonly pieces: AsyncIterable<string>;

  /** @param type of its content */
  constructor(type: string, pieces: AsyncIterable<string>) {
    this.type = type;
    this.pieces = pieces;
  }
}
