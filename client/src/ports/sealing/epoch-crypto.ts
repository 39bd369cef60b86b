import type { Recipient, Uuid } from '@parley/protocol';
import type { BundleHead, SealTarget } from '../../model/sealing/epoch-bundle.ts';

/** Seals and opens epoch keys. It takes some milliseconds for each member, so that pages leave it to a worker. */
export interface EpochCrypto {
  /** Those whose key cannot be sealed to: they are left out, so that they do not stop the group. */
  unsealable(targets: readonly SealTarget[]): Promise<readonly Uuid[]>;
  /**
   * @param keys of the epochs `from` to the header's, 32 bytes each
   * @param targets each user once, none of them unsealable
   * @returns their records, in rising order of their uid
   */
  seal(
    head: BundleHead,
    keys: readonly Uint8Array[],
    targets: readonly SealTarget[],
  ): Promise<readonly Recipient[]>;
  /**
   * Opens one's own record.
   * @param seed of the encryption key that it was sealed to
   * @returns the keys of the epochs `from` to the header's
   * @throws EnvelopeError `tag` or `commitment`
   */
  open(bundle: BundleHead, recipient: Recipient, seed: Uint8Array): Promise<readonly Uint8Array[]>;
  /** Ends what it has started. It starts again when it is asked. */
  close(): void;
}
