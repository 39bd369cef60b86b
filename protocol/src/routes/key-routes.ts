import * as z from 'zod/mini';
import { SeqOrZero, Uuid } from '../ids.ts';
import { SignedKeyLogEntry } from '../keylog/key-log-entry.ts';
import { KEY_LIMITS } from '../key-limits.ts';
import { StoredVault } from '../vault/stored-vault.ts';
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

/** Key logs of everyone, and one's own vault. */
export const KEY_ROUTES = {
  keyLogs: route({
    method: 'POST',
    path: '/keylogs',
    who: 'user',
    request: KeyLogsRequest,
    response: KeyLogsPage,
  }),
  vault: route({
    method: 'GET',
    path: '/vault',
    who: 'user',
    request: None,
    response: z.object({ vault: z.optional(StoredVault) }),
  }),
} as const;
