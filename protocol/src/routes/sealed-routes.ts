import * as z from 'zod/mini';
import { SeqOrZero, Uuid } from '../ids.ts';
import { KEY_LIMITS } from '../key-limits.ts';
import { Epoch } from '../log/body.ts';
import { Entry } from '../log/entry.ts';
import { route } from './route.ts';

/** What was asked for comes in the order of the request; `done` says how much of it was dealt with to its end: ask again for the others. */
const Done = z.int().check(z.gte(0));

export const KeysRequest = z.object({
  wanted: z
    .array(z.object({ conversation: Uuid, epoch: Epoch }))
    .check(z.minLength(1), z.maxLength(KEY_LIMITS.wantedBatch)),
});
export type KeysRequest = z.infer<typeof KeysRequest>;

/** An entry that hands keys to the user, with their part of its bundle (`decodeHandedBundle`) in place of the payload. */
export const HandedKeys = z.object({ entry: Entry, bundle: z.string() });
export type HandedKeys = z.infer<typeof HandedKeys>;

/** Nothing of an epoch of which nothing is sealed to the user, or whose entries they may not read. */
export const KeysPage = z.object({
  keys: z.array(z.object({ conversation: Uuid, epoch: Epoch, handed: z.array(HandedKeys) })),
  done: Done,
});
export type KeysPage = z.infer<typeof KeysPage>;

export const RostersRequest = z.object({
  after: z
    .array(z.object({ conversation: Uuid, seq: SeqOrZero }))
    .check(z.minLength(1), z.maxLength(KEY_LIMITS.wantedBatch)),
});
export type RostersRequest = z.infer<typeof RostersRequest>;

/** Entries of roster lists (`isInRosterList`) that have some; the first of what is missing may have come in part. */
export const RostersPage = z.object({
  rosters: z.array(z.object({ conversation: Uuid, entries: z.array(Entry) })),
  done: Done,
});
export type RostersPage = z.infer<typeof RostersPage>;

/** What a member of sealed conversations needs of their logs beside the window that they hold. */
export const SEALED_ROUTES = {
  handedKeys: route({
    method: 'POST',
    path: '/keys',
    who: 'user',
    request: KeysRequest,
    response: KeysPage,
  }),
  rosters: route({
    method: 'POST',
    path: '/rosters',
    who: 'user',
    request: RostersRequest,
    response: RostersPage,
  }),
} as const;
