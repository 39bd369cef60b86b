import type { ArchiveTable } from '../../../domain/archive/archive.ts';
import type { StoredReport } from '../../../domain/moderation/report-store.ts';
import type { Models } from '../models.ts';
import { reportDocument, reportOf } from '../moderation/mongo-report-store.ts';

export function archivedReports({ reports }: Models): ArchiveTable<StoredReport> {
  return {
    count: () => reports.countDocuments({}).exec(),
    keyOf: ({ id }) => id,
    page: async (after, limit) => {
      const found = await reports
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(reportOf);
    },
    put: async (records) => {
      await reports.deleteMany({ _id: { $in: records.map(({ id }) => id) } });
      await reports.insertMany(records.map(reportDocument));
    },
  };
}
