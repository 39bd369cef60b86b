/** Why an entry does not continue a key log. */
export type KeyLogRefusal =
  /** Not an entry of this version of the protocol, or not in canonical JSON. */
  | 'malformed'
  /** Not the number after the last one. */
  | 'seq'
  /** `created` anywhere but at the start, or something else there. */
  | 'start'
  | 'signature'
  /** A device id that was used before: a new key is a new device. */
  | 'deviceUsed'
  | 'deviceUnknown'
  /** More entries or bytes than a key log may have. */
  | 'full';

/** An entry that does not continue its key log. A server refuses it; a client that is sent one takes it for a forgery. */
export class KeyLogError extends Error {
  override readonly name = 'KeyLogError';
  readonly refusal: KeyLogRefusal;

  constructor(refusal: KeyLogRefusal, cause?: unknown) {
    super(`key log entry refused: ${refusal}`, { cause });
    this.refusal = refusal;
  }
}
