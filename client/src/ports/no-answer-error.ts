/** The server could not be reached: it is unknown whether it did what was asked. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';

  constructor(options?: ErrorOptions) {
    super('The server cannot be reached. Check your connection and try again.', options);
  }
}

/** What made a request, or loading code, fail was that nobody answered. */
export function noAnswer(cause: unknown): never {
  throw new NoAnswerError({ cause });
}
