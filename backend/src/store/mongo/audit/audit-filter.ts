import type { AuditQuery } from '../../../domain/audit/audit-store.ts';
import { givenFilters } from '../../../domain/audit/given-filters.ts';
import type { AuditDocument } from '../documents.ts';

/** Where a record stands in the order of pages. */
export type AuditPlace = Pick<AuditDocument, '_id' | 'time'>;

/** Each index of the audit log ends with it. */
export const AUDIT_ORDER = { time: -1, _id: -1 } as const;

/** The index that gives the records of a page in their order. */
export function indexOf(query: AuditQuery) {
  const [first] = givenFilters(query);
  return { ...(first !== undefined && { [first]: 1 as const }), ...AUDIT_ORDER };
}

/** What that index gives. @param cursor the last record of the page before */
export function indexedOf(query: AuditQuery, cursor: AuditPlace | undefined) {
  const { since = 0, until = Number.MAX_SAFE_INTEGER } = query;
  const [first] = givenFilters(query);
  const last = Math.min(until, cursor?.time ?? until);
  return {
    ...(first !== undefined && { [first]: query[first] }),
    time: { $gte: since, $lte: last },
    ...(cursor?.time === last && {
      $or: [{ time: { $lt: last } }, { time: last, _id: { $lt: cursor._id } }],
    }),
  };
}

/** What has to be compared record by record; undefined if there is nothing. */
export function comparedOf(query: AuditQuery): Readonly<Record<string, unknown>> | undefined {
  const [, ...others] = givenFilters(query);
  return others.length === 0
    ? undefined
    : Object.fromEntries(others.map((column) => [column, query[column]]));
}

/** Not behind the last record to look at. */
export function upTo({ time, _id }: AuditPlace) {
  return { $or: [{ time: { $gt: time } }, { time, _id: { $gte: _id } }] };
}
