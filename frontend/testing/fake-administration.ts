import type { Administration } from '@parley/client';
import type { AuditCheck, AuditEvent, AuditFilter, Finding, User } from '@parley/protocol';

const PAGE = 3;

/** The audit log of a server that answers at once, in pages of three. */
export class FakeAdministration implements Administration {
  /** Newest first. */
  records: AuditEvent[] = [];
  users: User[] = [];
  readonly read: AuditFilter[] = [];
  readonly exported: { readonly filter: AuditFilter; readonly format: string }[] = [];
  checks: AuditCheck[] = [];
  finding: Finding = { verdict: 'fine', says: 'All records are intact.' };

  async readAudit(filter: AuditFilter, before?: number) {
    this.read.push(filter);
    const { kind, uid } = filter;
    const fitting = this.records.filter(
      (record) => (kind ?? record.kind) === record.kind && (uid ?? record.uid) === record.uid,
    );
    const rest = fitting.filter(({ seq }) => before === undefined || seq < before);
    const records = rest.slice(0, PAGE);
    const last = records.at(-1);
    return {
      records,
      users: this.users,
      ...(rest.length > PAGE && last !== undefined && { next: last.seq }),
    };
  }

  async exportAudit(filter: AuditFilter, format: 'jsonl' | 'csv') {
    this.exported.push({ filter, format });
    return new Blob(['exported']);
  }

  async checkAudit(told: (check: AuditCheck) => void) {
    for (const check of this.checks) told(check);
    return this.finding;
  }
}
