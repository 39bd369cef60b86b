import type { ArchiveTable } from '../../../domain/archive/archive.ts';
import type { StoredSettings } from '../../../domain/settings/settings-store.ts';
import type { Models } from '../models.ts';
import { SETTINGS_ID, settingsDocument, settingsOf } from '../mongo-settings-store.ts';

/** One record, or none. */
export function archivedSettings({ settings }: Models): ArchiveTable<StoredSettings> {
  return {
    count: () => settings.countDocuments({}).exec(),
    keyOf: () => SETTINGS_ID,
    page: async (after) => (await settings.find({ _id: { $gt: after } }).lean()).map(settingsOf),
    put: async (records) => {
      await settings.deleteMany({});
      await settings.insertMany(records.map(settingsDocument));
    },
  };
}
