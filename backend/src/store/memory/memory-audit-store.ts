import { nextRecord } from '../../domain/audit/audit-chain.ts';
import type { AuditSigner } from '../../domain/audit/audit-signer.ts';
import type { AuditEvent, AuditKind, AuditRecord, AuditStore } from '../../domain/audit/audit-store.ts';

export class MemoryAuditStore implements AuditStore {
  readonly #records: AuditRecord[] = [];

  async append(event: AuditEvent, signer?: Pick<AuditSigner, 'sign'>): Promise<AuditRecord> {
    const record = nextRecord(this.#records.at(-1), event, signer);
    this.#records.push(record);
    return record;
  }

  async after(seq: number, limit: number): Promise<readonly AuditRecord[]> {
    return this.#records.slice(seq, seq + limit);
  }

  async latest(kind: AuditKind): Promise<AuditRecord | undefined> {
    return this.#records.findLast((record) => record.kind === kind);
  }

  async last(): Promise<AuditRecord | undefined> {
    return this.#records.at(-1);
  }
}
