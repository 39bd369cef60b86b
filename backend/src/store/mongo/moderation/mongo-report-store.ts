import type { Notice, ReportEnd, Uuid } from '@parley/protocol';
import {
  noticeIn,
  type Muted,
  type ReportBounds,
  type ReportEffect,
  type ReportStore,
  type StoredReport,
} from '../../../domain/moderation/report-store.ts';
import type { ReportDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { isDuplicate, storing } from '../store-error.ts';

const OPEN = { end: { $exists: false } };
const ENDED = { end: { $exists: true } };

export class MongoReportStore implements ReportStore {
  readonly #reports: Models['reports'];

  constructor({ reports }: Models) {
    this.#reports = reports;
  }

  add(report: StoredReport, most: ReportBounds): Promise<StoredReport | undefined> {
    const { reporter, conversation, seq } = report;
    return storing(async () => {
      const former = await this.#of(reporter, conversation, seq);
      if (former !== undefined) return former;
      const counts = await Promise.all([
        this.#isBelow(most.inAll, {}),
        this.#isBelow(most.ofReporter, { reporter }),
        this.#isBelow(most.ofMessage, { conversation, seq }),
      ]);
      if (counts.includes(false)) return undefined;
      try {
        await this.#reports.create(reportDocument(report));
        return report;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // The same person, on another server at the same time.
        return this.#of(reporter, conversation, seq);
      }
    });
  }

  of(reporter: Uuid, conversation: Uuid, seq: number): Promise<StoredReport | undefined> {
    return storing(() => this.#of(reporter, conversation, seq));
  }

  find(id: Uuid): Promise<StoredReport | undefined> {
    return storing(async () => optional(await this.#reports.findById(id).lean()));
  }

  page(
    isOpen: boolean,
    after: Uuid | undefined,
    limit: number,
    reader?: Uuid,
  ): Promise<readonly StoredReport[]> {
    return storing(async () => {
      const known = after === undefined ? undefined : await this.#reports.findById(after, { time: 1 }).lean();
      if (known === null) return [];
      const rest =
        known === undefined
          ? {}
          : { $or: [{ time: { $lt: known.time } }, { time: known.time, _id: { $lt: known._id } }] };
      const found = await this.#reports
        .find({ ...(isOpen ? OPEN : ENDED), ...notBy(reader), ...rest }, { evidence: 0 })
        .sort({ time: -1, _id: -1 })
        .limit(limit)
        .lean();
      return found.map(reportOf);
    });
  }

  countOpen(reader?: Uuid): Promise<number> {
    return storing(() => this.#reports.countDocuments({ ...OPEN, ...notBy(reader) }).exec());
  }

  end(id: Uuid, end: ReportEnd, { mutedUntil, notice }: ReportEffect): Promise<StoredReport | undefined> {
    const set = {
      end,
      ...(mutedUntil !== undefined && { mutedUntil }),
      ...(notice !== undefined && { notice }),
    };
    return storing(async () =>
      optional(
        await this.#reports
          .findOneAndUpdate(
            { _id: id, ...OPEN },
            { $set: set, $unset: { evidence: 1 } },
            { returnDocument: 'after' },
          )
          .lean(),
      ),
    );
  }

  olderThan(time: number, limit: number): Promise<readonly Uuid[]> {
    return storing(async () => {
      const found = await this.#reports
        .find({ ...OPEN, time: { $lt: time } }, { _id: 1 })
        .sort({ time: 1, _id: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id }) => _id);
    });
  }

  muted(now: number): Promise<readonly Muted[]> {
    return storing(async () => {
      const found = await this.#reports
        .find({ mutedUntil: { $gt: now } }, { sender: 1, mutedUntil: 1 })
        .sort({ mutedUntil: 1 })
        .lean();
      // Of two decisions about somebody the longer one counts.
      const ends = new Map(found.map(({ sender, mutedUntil = 0 }) => [sender, mutedUntil]));
      return [...ends].map(([uid, until]) => ({ uid, until }));
    });
  }

  unmute(uid: Uuid): Promise<boolean> {
    return storing(async () => {
      const muting = { sender: uid, mutedUntil: { $gt: 0 } };
      return (await this.#reports.updateMany(muting, { $unset: { mutedUntil: 1 } })).modifiedCount > 0;
    });
  }

  notices(uid: Uuid): Promise<readonly Notice[]> {
    return storing(async () => {
      const told = { sender: uid, 'notice.time': { $gte: 0 } };
      const found = await this.#reports.find(told, { evidence: 0 }).sort({ 'notice.time': 1, _id: 1 }).lean();
      return found.map(reportOf).flatMap(noticeIn);
    });
  }

  acknowledge(uid: Uuid, id: Uuid): Promise<boolean> {
    return storing(async () => {
      const told = { _id: id, sender: uid, 'notice.time': { $gte: 0 } };
      return (await this.#reports.updateOne(told, { $unset: { notice: 1 } })).modifiedCount === 1;
    });
  }

  async #of(reporter: Uuid, conversation: Uuid, seq: number): Promise<StoredReport | undefined> {
    return optional(await this.#reports.findOne({ conversation, seq, reporter }).lean());
  }

  async #isBelow(
    most: number,
    some: Partial<Pick<StoredReport, 'reporter' | 'conversation' | 'seq'>>,
  ): Promise<boolean> {
    return (await this.#reports.countDocuments({ ...some, ...OPEN }).exec()) < most;
  }
}

function notBy(reader: Uuid | undefined) {
  return reader === undefined ? {} : { sender: { $ne: reader } };
}

export function reportDocument({ id, ...report }: StoredReport): ReportDocument {
  return { _id: id, ...report };
}

export function reportOf({ _id, ...report }: ReportDocument): StoredReport {
  return { id: _id, ...report };
}

function optional(document: ReportDocument | null): StoredReport | undefined {
  return document === null ? undefined : reportOf(document);
}
