/**
 * Why an envelope is refused. One name a cause, so that a page can say what happened and a test can tell
 * that the right check refused.
 */
export type EnvelopeRefusal =
  /** Made by a newer version: the same page reads it after an update. */
  | 'version'
  | 'suite'
  | 'kind'
  | 'flags'
  /** The header names another conversation, sender, id or body than the entry that carries it. */
  | 'conversation'
  | 'sender'
  | 'id'
  | 'body'
  /** The kind of envelope is not the one that such a body carries. */
  | 'pairing'
  /** The sender's key log does not hold the device, or its revocation counts here. */
  | 'device'
  /** The sender saw a key log that is not the one we know. */
  | 'keyLogHead'
  | 'signature'
  | 'commitment'
  | 'frank'
  /** AES-GCM's or HPKE's tag: other bytes, another key or other surroundings than those that were sealed. */
  | 'tag'
  | 'padding'
  | 'length'
  | 'trailing'
  | 'recipients'
  /** The recipients of a bundle do not rise. */
  | 'order'
  /** An epoch that is not in the state that we believe. */
  | 'epoch'
  /** The sender saw another log than ours. */
  | 'logHead';

/** An envelope that does not count. What it stands on keeps its place in the log and is shown with the cause. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
  readonly refusal: EnvelopeRefusal;

  constructor(refusal: EnvelopeRefusal, cause?: unknown) {
    super(`envelope refused: ${refusal}`, { cause });
    this.refusal = refusal;
  }
}
