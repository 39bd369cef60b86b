import type Database from 'better-sqlite3';
import { nextRecord } from '../../domain/audit/audit-chain.ts';
import type { AuditSigner } from '../../domain/audit/audit-signer.ts';
import type { AuditEvent, AuditKind, AuditRecord, AuditStore } from '../../domain/audit/audit-store.ts';
import { auditRecord, auditRow, type AuditRow } from './audit-row.ts';
import type { GroupCommit } from './group-commit.ts';
import { reading } from './store-error.ts';

export class SqliteAuditStore implements AuditStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      last: db.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY seq DESC LIMIT 1'),
      insert: db.prepare<[AuditRow]>(
        'INSERT INTO audit VALUES (:seq, :kind, :time, :uid, :address, :details, :chain, :signature)',
      ),
      latest: db.prepare<[AuditKind], AuditRow>(
        'SELECT * FROM audit WHERE kind = ? ORDER BY seq DESC LIMIT 1',
      ),
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
}
