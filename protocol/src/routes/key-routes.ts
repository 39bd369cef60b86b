import * as z from 'zod/mini';
import { Proof } from '../accounts/session.ts';
import { Seq, SeqOrZero, Time, Uuid } from '../ids.ts';
import { SignedKeyLogEntry } from '../keylog/key-log-entry.ts';
import { KEY_LIMITS } from '../key-limits.ts';
import { StoredVault, VaultChange, Wrap } from '../vault/stored-vault.ts';
import { None, route } from './route.ts';

/** Which key logs somebody wants, and up to which entry they have each. */
export const KeyLogsRequest = z.object({
  after: z
    .array(z.object({ uid: Uuid, seq: SeqOrZero }))
    .check(z.minLength(1), z.maxLength(KEY_LIMITS.keyLogsBatch)),
});
export type KeyLogsRequest = z.infer<typeof KeyLogsRequest>;

/**
 * Entries after those that one has, in the order of the request. `done` says how many of the list were dealt with to their end:
 * ask again for the others, the first of which may have come in part.
 */
export const KeyLogsPage = z.object({
  keyLogs: z.array(z.object({ uid: Uuid, entries: z.array(SignedKeyLogEntry) })),
  done: z.int().check(z.gte(0)),
});
export type KeyLogsPage = z.infer<typeof KeyLogsPage>;

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

/** Key logs of everyone; one's own vault; the code by which another browser lets this one in. */
export const KEY_ROUTES = {
  keyLogs: route({
    method: 'POST',
    path: '/keylogs',
    who: 'user',
    request: KeyLogsRequest,
    response: KeyLogsPage,
  }),
  extendKeyLog: route({
    method: 'POST',
    path: '/keylog',
    who: 'user',
    bodyBytes: KEY_LIMITS.vaultBodyBytes,
    request: KeyLogAppend,
    response: None,
  }),
  vault: route({
    method: 'GET',
    path: '/vault',
    who: 'user',
    request: None,
    response: z.object({ vault: z.optional(StoredVault) }),
  }),
  /** The vaults that were there before an identity was reset, newest first: whoever opens one takes the old keys along. */
  formerVaults: route({
    method: 'GET',
    path: '/vault/former',
    who: 'user',
    request: None,
    response: z.object({ vaults: z.array(StoredVault) }),
  }),
  putVault: route({
    method: 'PUT',
    path: '/vault',
    who: 'user',
    bodyBytes: KEY_LIMITS.vaultBodyBytes,
    request: VaultChange,
    response: None,
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
