import type { Entry, StoredPayload } from '@parley/protocol';
import { storedJson } from '../stored-json.ts';

/** An entry as a row of `entries`. */
export interface EntryRow {
  readonly conversation: string;
  readonly seq: number;
  readonly id: string;
  readonly sender: string;
  readonly time: number;
  readonly count: number;
  readonly chain: string;
  readonly kind: string;
  /** JSON */
  readonly body: string;
  readonly payloadKind: 'plain' | 'sealed' | null;
  readonly erased: number;
  /** The payload or, once erased, its hash. */
  readonly payload: Buffer | null;
}

/** `payload_kind`, `erased` and `payload`. */
export type PayloadValues = [EntryRow['payloadKind'], number, Buffer | null];
export type EntryValues = [
  conversation: string,
  seq: number,
  id: string,
  sender: string,
  time: number,
  count: number,
  chain: string,
  kind: string,
  body: string,
  ...PayloadValues,
];

/** The columns of `EntryRow`, in the order of `valuesOf`. */
export const ENTRY_COLUMNS =
  'conversation, seq, id, sender, time, count, chain, kind, body, payload_kind AS payloadKind, erased, payload';

/** The row of an entry that is new, or copied from another store. */
export function valuesOf(entry: Entry): EntryValues {
  const { conversation, seq, id, sender, time, count, chain, body, payload } = entry;
  return [
    conversation,
    seq,
    id,
    sender,
    time,
    count,
    chain,
    body.kind,
    JSON.stringify(body),
    ...payloadValues(payload),
  ];
}

export function payloadValues(payload: StoredPayload | undefined): PayloadValues {
  if (payload === undefined) return [null, 0, null];
  return payload.kind === 'erased'
    ? [payload.was, 1, Buffer.from(payload.hash, 'base64')]
    : [payload.kind, 0, Buffer.from(payload.bytes, 'base64')];
}

export function entryOf(row: EntryRow): Entry {
  const { conversation, seq, id, sender, time, count, chain } = row;
  const payload = payloadOf(row);
  const entry = { conversation, seq, id, sender, time, count, chain, body: bodyOf(row) };
  return payload === undefined ? entry : { ...entry, payload };
}

const MESSAGE: Entry['body'] = { kind: 'message' };
const MESSAGE_JSON = JSON.stringify(MESSAGE);

/** Most entries are messages, whose body says nothing more unless a newer version wrote it. */
function bodyOf({ body }: EntryRow): Entry['body'] {
  return body === MESSAGE_JSON ? MESSAGE : storedJson<Entry['body']>(body);
}

function payloadOf({ payloadKind, erased, payload }: EntryRow): StoredPayload | undefined {
  if (payloadKind === null || payload === null) return undefined;
  const base64 = payload.toString('base64');
  return erased === 1
    ? { kind: 'erased', was: payloadKind, hash: base64 }
    : { kind: payloadKind, bytes: base64 };
}
