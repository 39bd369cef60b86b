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

import type { AuditDocument } from '../documents.ts';
import { AUDIT_ORDER, comparedOf, indexedOf, indexOf, upTo, type AuditPlace } from './audit-filter.ts';
import type { Models } from '../models.ts';
import { isDuplicate, storing } from '../store-error.ts';
import { KeyedQueue } from '../keyed-queue.ts';

const PLACE = { time: 1 } as const;

export class MongoAuditStore implements AuditStore {
  readonly #audit: Models['audit'];
  readonly #queue = new KeyedQueue();

  constructor({ audit }: Models) {
    this.#audit = audit;
  }

  append(event: AuditEvent, signer?: Pick<AuditSigner, 'sign'>): Promise<AuditRecord> {
    return storing(() => this.#queue.run('audit', () => this.#append(event, signer)));
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

  last(): Promise<AuditRecord | undefined> {
    return storing(() => this.#last());
  }

  page(query: AuditQuery): Promise<AuditPage> {
    return storing(async () => {
      const { before } = query;
      const cursor = before === undefined ? undefined : await this.#audit.findById(before, PLACE).lean();
      const end = await this.#end(query, cursor ?? undefined);
      const filters = [indexedOf(query, cursor ?? undefined), comparedOf(query), end && upTo(end)];
      const found = await this.#audit
        .find({ $and: filters.filter((filter) => filter !== undefined) })
        .hint(indexOf(query))
        .sort(AUDIT_ORDER)
        .limit(query.limit + 1)
        .lean();
      const records = found.slice(0, query.limit).map(recordOf);
      return { records, next: found.length > records.length ? records.at(-1)?.seq : end?._id };
    });
  }

  /** The last record that a page looks at, if it has to compare. */
  async #end(query: AuditQuery, cursor: AuditPlace | undefined): Promise<AuditPlace | undefined> {
    if (comparedOf(query) === undefined) return undefined;
    const found = await this.#audit
      .findOne(indexedOf(query, cursor), PLACE)
      .hint(indexOf(query))
      .sort(AUDIT_ORDER)
      .skip(query.most - 1)
      .lean();
    return found ?? undefined;
  }

  async #last(): Promise<AuditRecord | undefined> {
    const found = await this.#audit.findOne({}).sort({ _id: -1 }).lean();
    return found === null ? undefined : recordOf(found);
  }

  /** The number is the key: of two servers one wins, and the other continues after it. */
  async #append(event: AuditEvent, signer: Pick<AuditSigner, 'sign'> | undefined): Promise<AuditRecord> {
    for (;;) {
      const record = nextRecord(await this.#last(), event, signer);
      try {
        const { seq, ...document } = record;
        await this.#audit.create({ _id: seq, ...document });
        return record;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
  }
}

export function recordOf({ _id, ...event }: AuditDocument): AuditRecord {
  return { seq: _id, ...event };
}
