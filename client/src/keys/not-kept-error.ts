/** This browser does not keep keys, or has no room for them. */
export class NotKeptError extends Error {
  override readonly name = 'NotKeptError';

  constructor(options: ErrorOptions) {
    super('the keys could not be kept', options);
  }

  /** Whether it is the room that lacks, in a browser or on a terminal's disk. */
  get isFull(): boolean {
    const { cause } = this;
    if (!(cause instanceof Error)) return false;
    return cause.name === 'QuotaExceededError' || ('code' in cause && cause.code === 'ENOSPC');
  }
}
