import { AUDIT_CHAIN_START, auditChain } from '../../domain/audit/audit-chain.ts';
import type { AuditEvent, AuditKind, AuditRecord, AuditStore } from '../../domain/audit/audit-store.ts';

export class MemoryAuditStore implements AuditStore {
  readonly #records: AuditRecord[] = [];

  async append(event: AuditEvent): Promise<AuditRecord> {
    const seq = this.#records.length + 1;
    const chain = auditChain(this.#records.at(-1)?.chain ?? AUDIT_CHAIN_START, seq, event);
    const record = { ...event, seq, chain };
    this.#records.push(record);
    return record;
  }

  async after(seq: number, limit: number): Promise<readonly AuditRecord[]> {
    return this.#records.slice(seq, seq + limit);
  }

  async latest(kind: AuditKind): Promise<AuditRecord | undefined> {
    return this.#records.findLast((record) => record.kind === kind);
  }
}
