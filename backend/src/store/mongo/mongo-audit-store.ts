import { AUDIT_CHAIN_START, auditChain } from '../../domain/audit/audit-chain.ts';
import type { AuditEvent, AuditKind, AuditRecord, AuditStore } from '../../domain/audit/audit-store.ts';
import type { AuditDocument } from './documents.ts';
import type { Models } from './models.ts';
import { isDuplicate, storing } from './store-error.ts';
import { Turns } from './turns.ts';

export class MongoAuditStore implements AuditStore {
  readonly #audit: Models['audit'];
  readonly #turns = new Turns();

  constructor({ audit }: Models) {
    this.#audit = audit;
  }

  append(event: AuditEvent): Promise<AuditRecord> {
    return storing(() => this.#turns.run('audit', () => this.#append(event)));
  }

  after(seq: number, limit: number): Promise<readonly AuditRecord[]> {
    return storing(async () => {
      const found = await this.#audit
        .find({ _id: { $gt: seq } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(recordOf);
    });
  }

  latest(kind: AuditKind): Promise<AuditRecord | undefined> {
    return storing(async () => {
      const found = await this.#audit.findOne({ kind }).sort({ _id: -1 }).lean();
      return found === null ? undefined : recordOf(found);
    });
  }

  /** The number is the key: of two servers one is faster, and the other goes on behind it. */
  async #append(event: AuditEvent): Promise<AuditRecord> {
    for (;;) {
      const last = await this.#audit.findOne({}, { chain: 1 }).sort({ _id: -1 }).lean();
      const seq = (last?._id ?? 0) + 1;
      const chain = auditChain(last?.chain ?? AUDIT_CHAIN_START, seq, event);
      try {
        await this.#audit.create({ _id: seq, ...event, chain });
        return { ...event, seq, chain };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
  }
}

export function recordOf({ _id, ...event }: AuditDocument): AuditRecord {
  return { seq: _id, ...event };
}
