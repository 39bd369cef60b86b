import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';

/** Argon2id (RFC 9106) parameters. Clients refuse weaker ones than the least and greater ones than the most. */
export const Kdf = z.object({
  name: z.literal('argon2id'),
  salt: base64Of(16),
  memoryKiB: z.int().check(z.gte(64 * 1024), z.lte(256 * 1024)),
  iterations: z.int().check(z.gte(3), z.lte(10)),
  parallelism: z.int().check(z.gte(1), z.lte(4)),
});
export type Kdf = z.infer<typeof Kdf>;

/** What the server keeps of a password: how to derive the authentication key, and its public half (Ed25519). */
export const Credential = z.object({ kdf: Kdf, publicKey: base64Of(32) });
export type Credential = z.infer<typeof Credential>;
