import type { ArchiveTable } from '../../../domain/archive/archive.ts';
import type { StoredCommandValue } from '../../../domain/commands/command-values.ts';
import type { HookDelivery } from '../../../domain/webhooks/hook-store.ts';
import type { StoredHook } from '../../../domain/webhooks/stored-hook.ts';
import { deliveryDocument, deliveryOf, hookDocument, hookOf } from '../machines/mongo-hook-store.ts';
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

export function archivedHooks({ hooks }: Models): ArchiveTable<StoredHook> {
  return {
    count: () => hooks.countDocuments({}).exec(),
    keyOf: ({ id }) => id,
    page: async (after, limit) => {
      const found = await hooks
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(hookOf);
    },
    put: async (records) => {
      await hooks.deleteMany({ _id: { $in: records.map(({ id }) => id) } });
      await hooks.insertMany(records.map(hookDocument));
    },
  };
}

export function archivedDeliveries({ hookDeliveries }: Models): ArchiveTable<HookDelivery> {
  return {
    count: () => hookDeliveries.countDocuments({}).exec(),
    keyOf: ({ id }) => id,
    page: async (after, limit) => {
      const found = await hookDeliveries
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean();
      return found.map(deliveryOf);
    },
    put: async (records) => {
      await hookDeliveries.deleteMany({ _id: { $in: records.map(({ id }) => id) } });
      await hookDeliveries.insertMany(records.map(deliveryDocument));
    },
  };
}
