import { isDeepStrictEqual } from 'node:util';
import { type AuditEvent, type AuditFilter, type ResponseOf, type User, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { AuditRecord } from './audit-store.ts';
import { record } from './record.ts';

/** How many records a page looks at: some milliseconds of the database. */
export const LOOKED_AT = 10_000;

/** Who reads, and from where. */
export interface AuditReader {
  readonly uid: Uuid;
  readonly address: string;
}

interface Reading {
  readonly filter: AuditFilter;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** How long pages behind the first go on with it, in ms. */
const GOES_ON = 60 * 60 * 1_000;

/** A page of the audit log, newest first, with the people whom it names. Whoever begins a list is recorded, not each page behind it. */
export async function readAudit(
  context: Pick<Context, 'audit' | 'users' | 'clock'>,
  reader: AuditReader,
  { filter, before, limit }: Reading,
): Promise<ResponseOf<'readAudit'>> {
  const { audit, users } = context;
  const { records, next } = await audit.page({ ...filter, before, limit, most: LOOKED_AT });
  const details = filterDetails(filter);
  if (before === undefined || !(await goesOn(context, reader, details)))
    await record(context, { kind: 'audit_read', ...reader, details });
  return {
    records: records.map(shown),
    users: [...(await users.byUid(peopleInRecords(records)))],
    ...(next !== undefined && { next }),
  };
}

/** Whether it was recorded that this reader began this list: naming a place far behind must not be a way to read without that. */
async function goesOn(
  { audit, clock }: Pick<Context, 'audit' | 'clock'>,
  { uid }: AuditReader,
  details: Readonly<Record<string, string>>,
): Promise<boolean> {
  const since = clock() - GOES_ON;
  const { records } = await audit.page({ kind: 'audit_read', uid, since, limit: 1, most: LOOKED_AT });
  const begun = records.at(0);
  return begun !== undefined && isDeepStrictEqual(begun.details ?? {}, details);
}

/** A filter as the details of a record. */
export function filterDetails({ uid, ...filter }: AuditFilter): Readonly<Record<string, string>> {
  const given = Object.entries({ ...filter, person: uid }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** Without what proves it, which no page shows. */
function shown({ chain: _chain, signature: _signature, details, ...event }: AuditRecord): AuditEvent {
  return { ...event, ...(details !== undefined && { details: { ...details } }) };
}

/** Whom records name: whose they are, and who stands in their details. */
export function peopleInRecords(records: readonly AuditRecord[]): readonly User['uid'][] {
  const words = records.flatMap(({ uid, details = {} }) => [uid, ...Object.values(details)]);
  return [...new Set(words.filter((word) => Uuid.safeParse(word).success))].filter(
    (word) => word !== undefined,
  );
}
