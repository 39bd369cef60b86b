import { nextRecord } from '../../domain/audit/audit-chain.ts';
import type { AuditSigner } from '../../domain/audit/audit-signer.ts';
import type {
  AuditEvent,
  AuditFilter,
  AuditKind,
  AuditPage,
  AuditQuery,
  AuditRecord,
  AuditStore,
} from '../../domain/audit/audit-store.ts';

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

  async page({ before, limit, ...filter }: AuditQuery): Promise<AuditPage> {
    const cursor = before === undefined ? undefined : this.#records[before - 1];
    const records = this.#records
      .filter((record) => fits(record, filter) && (cursor === undefined || byTime(record, cursor) > 0))
      .sort(byTime);
    const page = records.slice(0, limit);
    return { records: page, next: records.length > limit ? page.at(-1)?.seq : undefined };
  }
}

/** Newest first. */
function byTime(a: AuditRecord, b: AuditRecord): number {
  return b.time - a.time || b.seq - a.seq;
}

function fits(record: AuditRecord, { kind, uid, address, since, until }: AuditFilter): boolean {
  return (
    (kind === undefined || record.kind === kind) &&
    (uid === undefined || record.uid === uid) &&
    (address === undefined || record.address === address) &&
    (since === undefined || record.time >= since) &&
    (until === undefined || record.time <= until)
  );
}
