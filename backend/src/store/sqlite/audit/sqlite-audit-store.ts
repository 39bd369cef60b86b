import type Database from 'better-sqlite3';
import { nextRecord } from '../../../domain/audit/audit-chain.ts';
import type { AuditSigner } from '../../../domain/audit/audit-signer.ts';
import type {
  AuditEvent,
  AuditKind,
  AuditPage,
  AuditQuery,
  AuditRecord,
  AuditStore,
} from '../../../domain/audit/audit-store.ts';
import { endSql, pageSql, type AuditPlace } from './audit-query.ts';
import { auditRecord, auditRow, type AuditRow } from './audit-row.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';

export class SqliteAuditStore implements AuditStore {
  readonly #commits: GroupCommit;
  readonly #db: Database.Database;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#db = db;
    this.#sql = {
      last: db.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY seq DESC LIMIT 1'),
      insert: db.prepare<[AuditRow]>(
        'INSERT INTO audit VALUES (:seq, :kind, :time, :uid, :address, :details, :chain, :signature)',
      ),
      latest: db.prepare<[AuditKind], AuditRow>(
        'SELECT * FROM audit WHERE kind = ? ORDER BY seq DESC LIMIT 1',
      ),
      place: db.prepare<[number], AuditPlace>('SELECT time, seq FROM audit WHERE seq = ?'),
      after: db.prepare<[number, number], AuditRow>('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?'),
    };
  }

  append(event: AuditEvent, signer?: Pick<AuditSigner, 'sign'>): Promise<AuditRecord> {
    return this.#commits.write(() => {
      const record = nextRecord(this.#sql.last.get(), event, signer);
      this.#sql.insert.run(auditRow(record));
      return record;
    });
  }

  async after(seq: number, limit: number): Promise<readonly AuditRecord[]> {
    return reading(() => this.#sql.after.all(seq, limit).map(auditRecord));
  }

  async latest(kind: AuditKind): Promise<AuditRecord | undefined> {
    return reading(() => {
      const row = this.#sql.latest.get(kind);
      return row && auditRecord(row);
    });
  }

  async last(): Promise<AuditRecord | undefined> {
    return reading(() => {
      const row = this.#sql.last.get();
      return row && auditRecord(row);
    });
  }

  async page(query: AuditQuery): Promise<AuditPage> {
    return reading(() => {
      const cursor = query.before === undefined ? undefined : this.#sql.place.get(query.before);
      const end = this.#end(query, cursor);
      const { sql, values } = pageSql(query, { cursor, end });
      const rows = this.#db.prepare<[typeof values], AuditRow>(sql).all(values);
      const records = rows.slice(0, query.limit).map(auditRecord);
      return { records, next: rows.length > records.length ? records.at(-1)?.seq : end?.seq };
    });
  }

  #end(query: AuditQuery, cursor: AuditPlace | undefined): AuditPlace | undefined {
    const asked = endSql(query, { cursor });
    return asked && this.#db.prepare<[typeof asked.values], AuditPlace>(asked.sql).get(asked.values);
  }
}
