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

/** A page of the audit log, newest first, with the people whom it names. Whoever begins a list is recorded, not each page behind it. */
export async function readAudit(
  context: Pick<Context, 'audit' | 'users' | 'clock'>,
  reader: AuditReader,
  { filter, before, limit }: Reading,
): Promise<ResponseOf<'readAudit'>> {
  const { audit, users } = context;
  const { records, next } = await audit.page({ ...filter, before, limit, most: LOOKED_AT });
  if (await begins(context, before))
    await record(context, { kind: 'audit_read', ...reader, details: filterDetails(filter) });
  return {
    records: records.map(shown),
    users: [...(await users.byUid(namedIn(records)))],
    ...(next !== undefined && { next }),
  };
}

/** Behind a place that there is not, a list begins, too. */
async function begins({ audit }: Pick<Context, 'audit'>, before: number | undefined): Promise<boolean> {
  return before === undefined || before > ((await audit.last())?.seq ?? 0);
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
export function namedIn(records: readonly AuditRecord[]): readonly User['uid'][] {
  const words = records.flatMap(({ uid, details = {} }) => [uid, ...Object.values(details)]);
  return [...new Set(words.filter((word) => Uuid.safeParse(word).success))].filter(
    (word) => word !== undefined,
  );
}
