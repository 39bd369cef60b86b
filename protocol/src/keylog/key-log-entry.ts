import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Seq, Time, Uuid } from '../ids.ts';
import { KEY_LIMITS } from '../key-limits.ts';

/** An Ed25519 public key, in base64. */
export const SigningKey = base64Of(32);
/** Public keys of one version: MLKEM768-X25519 for members' browsers, X25519 for machines that cannot do it. */
const EncryptionKeys = { encryptionKey: base64Of(1_216), simpleKey: base64Of(32) };
const Devices = z.array(Uuid).check(z.maxLength(KEY_LIMITS.keyLogEntries));

const common = { seq: Seq, time: Time };

/** What the owner of an account says about their keys. */
export const KeyLogEntry = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('created'), identity: SigningKey, ...EncryptionKeys }),
  z.object({ ...common, kind: z.literal('deviceAdded'), device: Uuid, key: SigningKey }),
  z.object({ ...common, kind: z.literal('deviceRevoked'), device: Uuid }),
  /** "Lost or stolen": signed by the old and the new identity. */
  z.object({
    ...common,
    kind: z.literal('identityChanged'),
    identity: SigningKey,
    ...EncryptionKeys,
    revoked: Devices,
  }),
  /** All was lost: signed by the new identity alone, and it revokes every device. */
  z.object({ ...common, kind: z.literal('identityReset'), identity: SigningKey, ...EncryptionKeys }),
]);
export type KeyLogEntry = z.infer<typeof KeyLogEntry>;

/**
 * An entry as it is stored and travels. `entry` is the very text that was signed: it is hashed as it came and never
 * written anew, so that a field of a later version stays in the hash.
 */
export const SignedKeyLogEntry = z.object({
  entry: z.string().check(z.maxLength(KEY_LIMITS.keyLogEntryBytes)),
  signatures: z.array(base64Of(64)).check(z.minLength(1), z.maxLength(2)),
});
export type SignedKeyLogEntry = z.infer<typeof SignedKeyLogEntry>;
