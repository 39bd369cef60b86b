import * as z from 'zod/mini';
import { Kdf } from '../accounts/session.ts';
import { base64Of } from '../base64-of.ts';
import { LIMITS } from '../limits.ts';

const Generation = z.int().check(z.gte(1));
/** An iv of 12 bytes, the master key of 32 and a tag of 16. */
const Wrap = base64Of(60);

/** Ways to the account's master key; the server can go none of them. */
export const VaultWraps = z.object({
  /** Under the password, with what its key was derived by: so the last password still opens after an operator's reset. */
  password: z.object({ kdf: Kdf, generation: Generation, wrap: Wrap }),
  /** Sealed to the recovery key, once the owner has one. */
  recovery: z.optional(
    z.object({ generation: Generation, encapsulation: base64Of(1_120), ciphertext: base64Of(48) }),
  ),
});
export type VaultWraps = z.infer<typeof VaultWraps>;

/** An account's vault as the server keeps it. */
export const StoredVault = z.object({
  /** Rises with every change. */
  version: z.int().check(z.gte(1)),
  /** Of the master key that locks it. */
  generation: Generation,
  /** In base64. */
  box: z.string().check(z.maxLength(Math.ceil(LIMITS.vaultBytes / 3) * 4), z.regex(/^[A-Za-z0-9+/]+={0,2}$/)),
  wraps: VaultWraps,
});
export type StoredVault = z.infer<typeof StoredVault>;
