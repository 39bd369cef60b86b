import type { ServerSettings, Uuid } from '@parley/protocol';

/** A small picture. */
export interface Picture {
  readonly type: 'image/png' | 'image/webp' | 'image/jpeg';
  /** base64 */
  readonly bytes: string;
}

/** What administrators have set. What is missing holds as the server was started with. */
export interface StoredSettings {
  /** Counts the changes, from 1. */
  readonly version: number;
  readonly values: Partial<ServerSettings>;
  readonly icon?: Picture | undefined;
  /** ms */
  readonly changedAt: number;
  readonly changedBy: Uuid;
}

/** The one document of settings that need no restart. */
export interface SettingsStore {
  /** 0 while nothing was set. */
  version(): Promise<number>;
  read(): Promise<StoredSettings | undefined>;
  /**
   * Stores settings in place of those of the version before theirs.
   * @returns false if another version is there: nothing was stored
   */
  replace(next: StoredSettings): Promise<boolean>;
}
