/** A request to another server that got no answer. The message is a sentence for whoever gave its address. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError';
}
