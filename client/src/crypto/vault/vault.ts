import type { Uuid } from '@parley/protocol';

/** What the owner of an account knows of another person's identity, and at which seq of their key log. */
export interface MetIdentity {
  /** `verified` once the two compared their safety numbers. */
  readonly kind: 'verified' | 'met';
  /** In base64: the identity key of a verified person, its first 16 bytes of others. */
  readonly identity: string;
  readonly keyLogSeq: number;
}

/** The secrets of an account, which all its devices share. */
export interface Vault {
  /** Seed of the Ed25519 identity key, in base64. */
  readonly identitySeed: string;
  /** Seeds of all encryption keys, in base64, by the SHA-256 of their public key. Nothing is ever taken away from it. */
  readonly encryptionSeeds: Readonly<Record<string, string>>;
  /** Public half of the recovery key, in base64; missing until the owner has one. */
  readonly recoveryKey?: string | undefined;
  readonly contacts: Readonly<Record<Uuid, MetIdentity>>;
}
