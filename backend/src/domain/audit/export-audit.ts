import { setImmediate } from 'node:timers/promises';
import type { AuditFilter, User } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { AuditRecord } from './audit-store.ts';
import { csvLine } from './csv-line.ts';
import { type AuditReader, filterDetails, LOOKED_AT, peopleInRecords } from './read-audit.ts';
import { record } from './record.ts';

export type AuditFormat = 'jsonl' | 'csv';

type Needed = Pick<Context, 'audit' | 'users' | 'clock'>;

const PAGE = 500;
const COLUMNS = ['seq', 'time', 'kind', 'person', 'username', 'address', 'details', 'chain', 'signature'];

/** Records that somebody exports, then gives all records that fit, newest first, a page at a time and no faster than they are taken. */
export async function exportAudit(
  context: Needed,
  reader: AuditReader,
  { filter, format }: { readonly filter: AuditFilter; readonly format: AuditFormat },
): Promise<AsyncIterable<string>> {
  await record(context, { kind: 'audit_exported', ...reader, details: { format, ...filterDetails(filter) } });
  return pieces(context, filter, format);
}

async function* pieces({ audit, users }: Needed, filter: AuditFilter, format: AuditFormat) {
  if (format === 'csv') yield csvLine(COLUMNS);
  let before: number | undefined;
  do {
    const { records, next } = await audit.page({ ...filter, before, limit: PAGE, most: LOOKED_AT });
    if (records.length > 0)
      yield format === 'csv'
        ? linesOf(records, await users.byUid(peopleInRecords(records)))
        : records.map((each) => `${JSON.stringify(each)}\n`).join('');
    before = next;
    // Others have their turn between two pages, whatever the database.
    await setImmediate();
  } while (before !== undefined);
}

function linesOf(records: readonly AuditRecord[], users: readonly User[]): string {
  const names = new Map(users.map(({ uid, username }) => [uid, username]));
  return records
    .map(({ seq, time, kind, uid = '', address = '', details, chain, signature = '' }) =>
      csvLine([
        `${seq}`,
        new Date(time).toISOString(),
        kind,
        uid,
        names.get(uid) ?? '',
        address,
        details === undefined ? '' : JSON.stringify(details),
        chain,
        signature,
      ]),
    )
    .join('');
}
