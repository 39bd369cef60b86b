import type { SettingsStore, StoredSettings } from '../../domain/settings/settings-store.ts';
import type { SettingsDocument } from './documents.ts';
import type { Models } from './models.ts';
import { isDuplicate, storing } from './store-error.ts';

/** The only document of its collection. */
export const SETTINGS_ID = 'server';

export class MongoSettingsStore implements SettingsStore {
  readonly #settings: Models['settings'];

  constructor({ settings }: Models) {
    this.#settings = settings;
  }

  version(): Promise<number> {
    return storing(
      async () => (await this.#settings.findById(SETTINGS_ID, { version: 1 }).lean())?.version ?? 0,
    );
  }

  read(): Promise<StoredSettings | undefined> {
    return storing(async () => {
      const document = await this.#settings.findById(SETTINGS_ID).lean();
      return document === null ? undefined : settingsOf(document);
    });
  }

  replace(next: StoredSettings): Promise<boolean> {
    return storing(async () => {
      const document = settingsDocument(next);
      const expected = next.version - 1;
      if (expected > 0)
        return (
          (await this.#settings.replaceOne({ _id: SETTINGS_ID, version: expected }, document))
            .matchedCount === 1
        );
      try {
        await this.#settings.create(document);
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    });
  }
}

export function settingsOf({ _id, ...settings }: SettingsDocument): StoredSettings {
  return settings;
}

export function settingsDocument({ icon, ...settings }: StoredSettings): SettingsDocument {
  return { _id: SETTINGS_ID, ...settings, ...(icon !== undefined && { icon }) };
}
