import type Database from 'better-sqlite3';
import type { ArchiveTable } from '../../../domain/archive/archive.ts';

export interface TableSpec<Row, Record> {
  /** With the aliases that turn it into a `Row`. */
  readonly columns: string;
  readonly table: string;
  /** The column that orders the records. */
  readonly key: string;
  /** The most records in a page, for large ones. */
  readonly atOnce?: number;
  readonly keyOf: (record: Record) => string;
  readonly recordOf: (row: Row) => Record;
  readonly put: (record: Record) => void;
}

/** A table, read and written a page at a time. */
export class SqliteArchiveTable<Row, Record> implements ArchiveTable<Record> {
  readonly #db: Database.Database;
  readonly #spec: TableSpec<Row, Record>;
  readonly #page: Database.Statement<[string, number], Row>;
  readonly #count: Database.Statement<[], number>;

  constructor(db: Database.Database, spec: TableSpec<Row, Record>) {
    const { columns, table, key } = spec;
    this.#db = db;
    this.#spec = spec;
    // Numbers arrive as text, too, and must be compared as numbers.
    const after = key === 'seq' ? 'CAST(? AS INTEGER)' : '?';
    this.#page = db.prepare(
      `SELECT ${columns} FROM ${table} WHERE ${key} > ${after} ORDER BY ${key} LIMIT ?`,
    );
    this.#count = db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck();
  }

  async count(): Promise<number> {
    return this.#count.get() ?? 0;
  }

  async page(after: string, limit: number): Promise<readonly Record[]> {
    const { recordOf, atOnce = limit } = this.#spec;
    return this.#page.all(after, Math.min(limit, atOnce)).map(recordOf);
  }

  keyOf(record: Record): string {
    return this.#spec.keyOf(record);
  }

  async put(records: readonly Record[]): Promise<void> {
    const { put } = this.#spec;
    this.#db
      .transaction(() => {
        for (const record of records) put(record);
      })
      .immediate();
  }
}
