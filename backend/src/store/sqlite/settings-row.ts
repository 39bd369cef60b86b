import type { StoredSettings } from '../../domain/settings/settings-store.ts';
import { storedJson } from './stored-json.ts';

/** The only row of its table. */
export const SETTINGS_ID = 'server';

export interface SettingsRow {
  readonly id: string;
  readonly version: number;
  readonly settings: string;
}

export function settingsRow(settings: StoredSettings): SettingsRow {
  return { id: SETTINGS_ID, version: settings.version, settings: JSON.stringify(settings) };
}

export function settingsOf({ settings }: Pick<SettingsRow, 'settings'>): StoredSettings {
  return storedJson<StoredSettings>(settings);
}
