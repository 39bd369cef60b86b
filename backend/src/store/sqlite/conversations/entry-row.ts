import type { Entry, StoredPayload, Uuid } from '@parley/protocol';
import { erasedPayload } from '../../../domain/log/erased-payload.ts';
import { storedJson } from '../stored-json.ts';
import { blobOf, uuidOfBlob } from '../stored-uuid.ts';
import type { UuidTable } from './uuid-table.ts';

/** An entry as a row of `entries`, without its conversation, which the one who asks knows. */
export interface EntryRow {
  readonly seq: number;
  readonly id: Buffer;
  readonly sender: number;
  readonly time: number;
  readonly count: number;
  readonly chain: Buffer;
  /** JSON; null for a message whose body says nothing more. */
  readonly body: string | null;
  /** Null without a payload. */
  readonly sealed: number | null;
  readonly erased: number;
  /** The payload or, once erased, its hash. */
  readonly payload: Buffer | null;
}

/** `sealed`, `erased` and `payload`. */
export type PayloadValues = [sealed: number | null, erased: number, payload: Buffer | null];
export type EntryValues = [
  number: number,
  conversation: number,
  seq: number,
  id: Buffer,
  sender: number,
  time: number,
  count: number,
  chain: Buffer,
  message: number,
  edited: number | null,
  body: string | null,
  ...PayloadValues,
];

/** The columns of `EntryRow`. */
export const ENTRY_COLUMNS = 'seq, id, sender, time, count, chain, body, sealed, erased, payload';
/** The columns of `EntryValues`. */
export const INSERTED_COLUMNS =
  'number, conversation, seq, id, sender, time, count, chain, message, edited, body, sealed, erased, payload';

const MESSAGE: Entry['body'] = { kind: 'message' };
const MESSAGE_JSON = JSON.stringify(MESSAGE);

/**
 * The row of an entry that is new, or copied from another store.
 * @param number its place among all entries, in the order of arrival
 */
export function valuesOf(entry: Entry, number: number, uuids: UuidTable): EntryValues {
  const { conversation, seq, id, sender, time, count, chain, body, payload } = entry;
  const json = JSON.stringify(body);
  return [
    number,
    uuids.numbered(conversation),
    seq,
    blobOf(id),
    uuids.numbered(sender),
    time,
    count,
    Buffer.from(chain, 'base64'),
    Number(body.kind === 'message'),
    body.kind === 'edit' ? body.target : null,
    json === MESSAGE_JSON ? null : json,
    ...payloadValues(payload),
  ];
}

export function payloadValues(payload: StoredPayload | undefined): PayloadValues {
  if (payload === undefined) return [null, 0, null];
  if ('bytes' in payload) return [Number(payload.kind === 'sealed'), 0, Buffer.from(payload.bytes, 'base64')];
  const { was, hash } = erasedPayload(payload);
  return [Number(was === 'sealed'), 1, Buffer.from(hash, 'base64')];
}

export function entryOf(conversation: Uuid, row: EntryRow, uuids: UuidTable): Entry {
  const { seq, time, count } = row;
  const payload = payloadOf(row);
  return {
    conversation,
    seq,
    id: uuidOfBlob(row.id),
    sender: uuids.uuidOf(row.sender),
    time,
    count,
    chain: row.chain.toString('base64'),
    body: row.body === null ? MESSAGE : storedJson<Entry['body']>(row.body),
    ...(payload !== undefined && { payload }),
  };
}

function payloadOf({ sealed, erased, payload }: EntryRow): StoredPayload | undefined {
  if (sealed === null || payload === null) return undefined;
  const kind = sealed === 1 ? 'sealed' : 'plain';
  const base64 = payload.toString('base64');
  return erased === 1 ? { kind: 'erased', was: kind, hash: base64 } : { kind, bytes: base64 };
}
