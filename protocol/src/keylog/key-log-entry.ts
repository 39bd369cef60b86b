import * as z from 'zod/mini';
import { Seq, Time, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';

const key = (bytes: number) => z.string().check(z.regex(base64OfLength(bytes)));

/** An Ed25519 public key, in base64. */
export const SigningKey = key(32);
/** Public keys of one version: MLKEM768-X25519 for members' browsers, X25519 for machines that cannot do it. */
const EncryptionKeys = { encryptionKey: key(1_216), simpleKey: key(32) };
const Devices = z.array(Uuid).check(z.maxLength(LIMITS.keyLogEntries));

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
  entry: z.string().check(z.maxLength(LIMITS.keyLogEntryBytes)),
  signatures: z.array(key(64)).check(z.minLength(1), z.maxLength(2)),
});
export type SignedKeyLogEntry = z.infer<typeof SignedKeyLogEntry>;

function base64OfLength(bytes: number): RegExp {
  const padding = (3 - (bytes % 3)) % 3;
  return new RegExp(`^[A-Za-z0-9+/]{${Math.ceil(bytes / 3) * 4 - padding}}${'='.repeat(padding)}$`);
}
