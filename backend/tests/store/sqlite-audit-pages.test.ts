import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { someone } from '../contract/commands.ts';
import { endSql, pageSql } from '../../src/store/sqlite/audit/audit-query.ts';
import { openSqliteStores } from '../../src/store/sqlite/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

const ROWS = 20_000;
const folder = temporaryFolder();
afterAll(() => folder.remove());

const person = someone();
const rare = someone();
let db: Database.Database;
let visited = 0;

beforeAll(async () => {
  const file = folder.path('audit.db');
  await (await openSqliteStores({ file })).close();
  db = new Database(file);
  db.exec(`
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${ROWS})
    INSERT INTO audit
    SELECT n, iif(n % 5000 = 7, 'identity_reset', 'login'), n * 10, iif(n % 4000 = 7, '${rare}', '${person}'),
           iif(n % 6000 = 7, '192.0.2.9', '192.0.2.1'), NULL, '', NULL
    FROM numbers
  `);
  db.function('visited', { deterministic: false }, () => {
    visited += 1;
    return 1;
  });
});
afterAll(() => db.close());

const LOOKED_AT = 1_000;
const page = (filter: object) => ({ limit: 50, most: LOOKED_AT, ...filter });
const middle = { cursor: { time: 100_000, seq: 10_000 } };

/** Which rows a query takes from its index, counted by the database itself. */
function rowsOf(asked: ReturnType<typeof pageSql>): { readonly rows: number; readonly found: number } {
  visited = 0;
  const found = db.prepare(asked.sql.replace(' WHERE ', ' WHERE visited() = 1 AND ')).all(asked.values);
  return { rows: visited, found: found.length };
}

function planOf({ sql, values }: ReturnType<typeof pageSql>): string {
  const steps = db.prepare<[object], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(values);
  return steps.map(({ detail }) => detail).join('; ');
}

test.each([
  ['everything', {}, 'audit_time', 'time<?'],
  ['a span', { since: 50_000, until: 60_000 }, 'audit_time', 'time>? AND time<?'],
  ['a kind', { kind: 'login' }, 'audit_kind', 'kind=? AND '],
  ['a rare kind', { kind: 'identity_reset' }, 'audit_kind', 'kind=? AND '],
  ['a person', { uid: person }, 'audit_uid', 'uid=? AND '],
  ['a rare person', { uid: rare }, 'audit_uid', 'uid=? AND '],
  ['an address', { address: '192.0.2.1' }, 'audit_address', 'address=? AND '],
  ['a rare address', { address: '192.0.2.9' }, 'audit_address', 'address=? AND '],
  ['a kind of a span', { kind: 'login', since: 50_000, until: 60_000 }, 'audit_kind', 'kind=? AND '],
  ['a person of a span', { uid: person, since: 50_000, until: 60_000 }, 'audit_uid', 'uid=? AND '],
])(
  'a page of %s comes from its index, in order, and takes no row that it does not show',
  (_, filter, index, by) => {
    for (const reach of [{}, middle]) {
      const asked = pageSql(page(filter), reach);
      expect(planOf(asked)).toContain(`SEARCH audit USING INDEX ${index} (`);
      expect(planOf(asked)).not.toMatch(/TEMP B-TREE|SCAN/);
      const { rows, found } = rowsOf(asked);
      // SQLite looks one row ahead.
      expect(rows - found).toBeLessThanOrEqual(1);
      expect(found).toBeLessThanOrEqual(51);
      expect(endSql(page(filter), reach)).toBeUndefined();
    }
    expect(planOf(pageSql(page(filter), {}))).toContain(by);
  },
);

test.each([
  ['a rare kind of a person', { uid: person, kind: 'identity_reset' }, 'audit_uid'],
  ['a rare address of a person', { uid: person, address: '192.0.2.9' }, 'audit_uid'],
  ['a rare kind of an address', { address: '192.0.2.1', kind: 'identity_reset' }, 'audit_address'],
  ['all three', { uid: person, address: '192.0.2.9', kind: 'identity_reset' }, 'audit_uid'],
])('a page of %s looks at no more records than it may', (_, filter, index) => {
  const query = page(filter);
  const end = endSql(query, middle) ?? expect.unreachable('it has to compare');
  expect(planOf(end)).toContain(`SEARCH audit USING COVERING INDEX ${index} (`);
  expect(rowsOf(end).rows).toBeLessThanOrEqual(LOOKED_AT + 1);
  const place = db.prepare<[object], { time: number; seq: number }>(end.sql).get(end.values);
  const asked = pageSql(query, { ...middle, end: place });
  expect(planOf(asked)).toContain(`SEARCH audit USING INDEX ${index} (`);
  expect(planOf(asked)).not.toMatch(/TEMP B-TREE|SCAN/);
  expect(rowsOf(asked).rows).toBeLessThanOrEqual(LOOKED_AT + 1);
});
