import type { AuditQuery } from './audit-store.ts';

/** What stores have an index for, the one with the fewest records for a value first. */
const FILTERS = ['uid', 'address', 'kind'] as const;

/** By what a query filters, beside time. */
export function givenFilters(query: AuditQuery): readonly (typeof FILTERS)[number][] {
  return FILTERS.filter((name) => query[name] !== undefined);
}
