import * as z from 'zod/mini';
import { Kdf } from '../accounts/credential.ts';
import { base64Of } from '../base64-of.ts';
import { KEY_LIMITS } from '../key-limits.ts';

const Generation = z.int().check(z.gte(1), z.lt(2 ** 32));
/** Rises with every change. */
const VaultVersion = z.int().check(z.gte(1));
/** In base64. */
const VaultBox = z
  .string()
  .check(z.maxLength(Math.ceil(KEY_LIMITS.vaultBytes / 3) * 4), z.regex(/^[A-Za-z0-9+/]+={0,2}$/));

/** A wrapped master key: an iv of 12 bytes, the key of 32 and a tag of 16. */
export const Wrap = base64Of(60);

/** The master key under the password, with what its key was derived by: the last password still opens after an operator's reset. */
export const PasswordWrap = z.object({ kdf: Kdf, generation: Generation, wrap: Wrap });
export type PasswordWrap = z.infer<typeof PasswordWrap>;

/** The master key, sealed to the recovery key. */
const RecoveryWrap = z.object({
  generation: Generation,
  encapsulation: base64Of(1_120),
  ciphertext: base64Of(48),
});

/** Ways to the account's master key; the server can go none of them. `recovery` once the owner has a recovery key. */
export const VaultWraps = z.object({ password: PasswordWrap, recovery: z.optional(RecoveryWrap) });
export type VaultWraps = z.infer<typeof VaultWraps>;

/** An account's vault as the server keeps it. */
export const StoredVault = z.object({
  version: VaultVersion,
  /** Of the master key that locks it. */
  generation: Generation,
  box: VaultBox,
  wraps: VaultWraps,
});
export type StoredVault = z.infer<typeof StoredVault>;

/** Puts a vault in the place of the one that the client has seen. */
export const VaultChange = z.object({
  /** The version that it replaces; 0 where there is none. */
  expected: z.int().check(z.gte(0)),
  version: VaultVersion,
  box: VaultBox,
  /** Those that change; under a new master key, all. */
  wraps: z.optional(z.partial(VaultWraps)),
});
export type VaultChange = z.infer<typeof VaultChange>;
