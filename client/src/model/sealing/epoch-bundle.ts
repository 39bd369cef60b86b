import type { BundleEnvelope, Uuid } from '@parley/protocol';

/** Whom epoch keys are sealed to: an account, and which of its keys. */
export interface SealTarget {
  readonly user: Uuid;
  readonly keyVersion: number;
  /** MLKEM768-X25519, 1,216 bytes. */
  readonly publicKey: Uint8Array;
}

/** A bundle without its recipients: everything that each wrap is bound to. */
export type BundleHead = Omit<BundleEnvelope, 'recipients'>;
