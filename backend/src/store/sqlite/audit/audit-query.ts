import type { AuditQuery } from '../../../domain/audit/audit-store.ts';
import { givenFilters } from '../../../domain/audit/given-filters.ts';

/** Where a record stands in the order of pages. */
export interface AuditPlace {
  readonly time: number;
  readonly seq: number;
}

interface AuditSql {
  readonly sql: string;
  readonly values: Readonly<Record<string, string | number>>;
}

interface Reach {
  /** The last record of the page before. */
  readonly cursor?: AuditPlace | undefined;
  /** The last record to look at. */
  readonly end?: AuditPlace | undefined;
}

const ORDER = 'ORDER BY time DESC, seq DESC';

/**
 * The records of a page. The index of one column gives them in their order, without sorting; what they say in other columns is compared
 * record by record.
 */
export function pageSql(query: AuditQuery, reach: Reach): AuditSql {
  const [, ...compared] = givenFilters(query);
  const { sql, values } = candidates('*', query, reach);
  const rest = compared.map((column) => `AND ${column} = :${column} `).join('');
  return { sql: `${sql} ${rest}${ORDER} LIMIT :limit`, values: { ...values, limit: query.limit + 1 } };
}

/** The last record that a page looks at, if it has to compare; found in the index alone. */
export function endSql(query: AuditQuery, { cursor }: Reach): AuditSql | undefined {
  if (givenFilters(query).length < 2) return undefined;
  const { sql, values } = candidates('time, seq', query, { cursor });
  return { sql: `${sql} ${ORDER} LIMIT 1 OFFSET :skipped`, values: { ...values, skipped: query.most - 1 } };
}

/** What the index of the first column gives. */
function candidates(columns: string, query: AuditQuery, { cursor, end }: Reach): AuditSql {
  const { since = 0, until = Number.MAX_SAFE_INTEGER } = query;
  const [first] = givenFilters(query);
  const [bound, values] =
    cursor === undefined || cursor.time > until
      ? ['time <= :until', { until }]
      : ['(time, seq) < (:time, :seq)', { time: cursor.time, seq: cursor.seq }];
  const parts = [
    ...(first === undefined ? [] : [`${first} = :${first}`]),
    bound,
    end === undefined ? 'time >= :since' : '(time, seq) >= (:endTime, :endSeq)',
  ];
  return {
    sql: `SELECT ${columns} FROM audit INDEXED BY audit_${first ?? 'time'} WHERE ${parts.join(' AND ')}`,
    values: {
      ...Object.fromEntries(givenFilters(query).map((column) => [column, query[column] ?? ''])),
      ...values,
      ...(end === undefined ? { since } : { endTime: end.time, endSeq: end.seq }),
    },
  };
}
