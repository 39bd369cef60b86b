import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Seq, Time, Uuid } from '../ids.ts';
import { isWord, type LaterWord } from '../later-word.ts';

/** What the owner of an account knows of another person's identity, and at which seq of their key log. */
export const MetIdentity = z.discriminatedUnion('kind', [
  /** The two compared their safety numbers: the whole identity key. */
  z.object({ kind: z.literal('verified'), identity: base64Of(32), keyLogSeq: Seq }),
  /** Met, not compared: the first 16 bytes of the identity key. */
  z.object({ kind: z.literal('met'), identity: base64Of(16), keyLogSeq: Seq }),
]);
export type MetIdentity = z.infer<typeof MetIdentity>;

/** A machine, by the keys that it was met with. Versions before keep it as they find it. */
const MetMachine = z.object({
  kind: z.literal('machine'),
  /** What it signs with. */
  keys: z.array(base64Of(32)),
  /** What is sealed to it with; missing where that was not noted yet. */
  simpleKeys: z.optional(z.array(base64Of(32))),
  /** Those of `keys` that were seen to sign what is sealed to. */
  signing: z.optional(z.array(base64Of(32))),
});
export type MetMachine = z.infer<typeof MetMachine>;

const KNOWN: ReadonlySet<unknown> = new Set(['verified', 'met'] satisfies MetIdentity['kind'][]);

/** What a later version knows of somebody: it is kept as it came, and says nothing here. */
const LaterContact = z.looseObject({
  kind: z.custom<LaterWord>(isLaterContact),
});

/** What a vault has of another person. */
export const VaultContact = z.union([MetIdentity, MetMachine, LaterContact]);
export type VaultContact = z.infer<typeof VaultContact>;

export function isLaterContact(kind: unknown): boolean {
  return isWord(kind) && !KNOWN.has(kind);
}

/** Whether this version knows what a contact says. */
export function isMetIdentity(contact: VaultContact): contact is MetIdentity {
  return KNOWN.has(contact.kind);
}

/**
 * The secrets of an account, which all its devices share. The server keeps them in a box that it cannot open. A device of an older
 * version keeps what it does not know, so read it by `asItCame`.
 */
export const Vault = z.object({
  /** Seed of the Ed25519 identity key. */
  identitySeed: base64Of(32),
  /** Seeds of all encryption keys by the SHA-256 of their public key. Nothing is ever taken away from it. */
  encryptionSeeds: z.record(base64Of(32), base64Of(32)),
  /** Public half of the recovery key; missing until the owner has one. */
  recoveryKey: z.optional(base64Of(1_216)),
  /** When the owner proved that they have written the recovery key down; missing until then. */
  recoveryDrill: z.optional(Time),
  contacts: z.record(Uuid, VaultContact),
});
export type Vault = z.infer<typeof Vault>;
