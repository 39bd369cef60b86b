/** This browser does not keep keys, or has no room for them. */
export class NotKeptError extends Error {
  override readonly name = 'NotKeptError';

  constructor(options: ErrorOptions) {
    super('the keys could not be kept', options);
  }
}
