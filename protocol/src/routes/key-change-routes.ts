import * as z from 'zod/mini';
import { Proof } from '../accounts/session.ts';
import { Seq, Time } from '../ids.ts';
import { KEY_LIMITS } from '../key-limits.ts';
import { SignedKeyLogEntry } from '../keylog/key-log-entry.ts';
import { StoredVault, VaultChange, Wrap } from '../vault/stored-vault.ts';
import { None, route } from './route.ts';

/** Appends to one's own key log. */
export const KeyLogAppend = z.extend(SignedKeyLogEntry, {
  /** The place that the entry takes. */
  seq: Seq,
  /** Stored in one step with the entry: a public key never stands in the log before its private half in the vault. */
  vault: z.optional(VaultChange),
  /** Of the password, freshly made: for entries with a new identity. */
  proof: z.optional(Proof),
});
export type KeyLogAppend = z.infer<typeof KeyLogAppend>;

/** Changes of one's own keys, and other ways to them than the password: vaults of before, the code by which another browser lets this one in. */
export const KEY_CHANGE_ROUTES = {
  extendKeyLog: route({
    method: 'POST',
    path: '/keylog',
    who: 'user',
    bodyBytes: KEY_LIMITS.vaultBodyBytes,
    request: KeyLogAppend,
    response: None,
  }),
  putVault: route({
    method: 'PUT',
    path: '/vault',
    who: 'user',
    bodyBytes: KEY_LIMITS.vaultBodyBytes,
    request: VaultChange,
    response: None,
  }),
  /** The vaults that were there before an identity was reset, newest first: whoever opens one takes the old keys along. */
  formerVaults: route({
    method: 'GET',
    path: '/vault/former',
    who: 'user',
    request: None,
    response: z.object({ vaults: z.array(StoredVault) }),
  }),
  /** Keeps the master key, wrapped under a code, until another browser takes it. It replaces an earlier one. */
  offerPairing: route({
    method: 'PUT',
    path: '/pairing',
    who: 'user',
    request: z.object({ wrap: Wrap }),
    response: z.object({ expiresAt: Time }),
  }),
  /** Hands it out, once. */
  takePairing: route({
    method: 'POST',
    path: '/pairing/take',
    who: 'user',
    request: None,
    response: z.object({ wrap: Wrap }),
  }),
} as const;
