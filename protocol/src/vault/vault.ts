import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Seq, Time, Uuid } from '../ids.ts';

/** What the owner of an account knows of another person's identity, and at which seq of their key log. */
export const MetIdentity = z.discriminatedUnion('kind', [
  /** The two compared their safety numbers: the whole identity key. */
  z.object({ kind: z.literal('verified'), identity: base64Of(32), keyLogSeq: Seq }),
  /** Met, not compared: the first 16 bytes of the identity key. */
  z.object({ kind: z.literal('met'), identity: base64Of(16), keyLogSeq: Seq }),
]);
export type MetIdentity = z.infer<typeof MetIdentity>;

/** The secrets of an account, which all its devices share. The server keeps them in a box that it cannot open. */
export const Vault = z.object({
  /** Seed of the Ed25519 identity key. */
  identitySeed: base64Of(32),
  /** Seeds of all encryption keys by the SHA-256 of their public key. Nothing is ever taken away from it. */
  encryptionSeeds: z.record(base64Of(32), base64Of(32)),
  /** Public half of the recovery key; missing until the owner has one. */
  recoveryKey: z.optional(base64Of(1_216)),
  /** When the owner proved that they have written the recovery key down; missing until then. */
  recoveryDrill: z.optional(Time),
  contacts: z.record(Uuid, MetIdentity),
});
export type Vault = z.infer<typeof Vault>;
