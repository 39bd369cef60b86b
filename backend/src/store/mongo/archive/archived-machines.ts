import type { ArchiveTable } from '../../../domain/archive/archive.ts';
import type { StoredCommandValue } from '../../../domain/commands/command-values.ts';
import type { Models } from '../models.ts';

export function archivedCommandValues({ commandValues }: Models): ArchiveTable<StoredCommandValue> {
  return {
    count: () => commandValues.countDocuments({}).exec(),
    keyOf: ({ place }) => place,
    page: async (after, limit) => {
      const found = await commandValues
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(({ _id, value }) => ({ place: _id, value }));
    },
    put: async (records) => {
      await commandValues.deleteMany({ _id: { $in: records.map(({ place }) => place) } });
      await commandValues.insertMany(records.map(({ place, value }) => ({ _id: place, value })));
    },
  };
}
