import { Uuid } from '@parley/protocol';
import * as z from 'zod/mini';
import type { Vault } from './vault.ts';

const Base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]+={0,2}$/));

const VaultSchema = z.object({
  identitySeed: Base64,
  encryptionSeeds: z.record(Base64, Base64),
  recoveryKey: z.optional(Base64),
  contacts: z.record(
    Uuid,
    z.object({ kind: z.enum(['verified', 'met']), identity: Base64, keyLogSeq: z.int() }),
  ),
});

/** The vault that opened JSON holds. @throws if it is none of this version */
export function parseVault(value: unknown): Vault {
  return VaultSchema.parse(value);
}
