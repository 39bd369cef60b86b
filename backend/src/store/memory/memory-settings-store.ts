import type { SettingsStore, StoredSettings } from '../../domain/settings/settings-store.ts';

export class MemorySettingsStore implements SettingsStore {
  #stored: StoredSettings | undefined;

  async version(): Promise<number> {
    return this.#stored?.version ?? 0;
  }

  async read(): Promise<StoredSettings | undefined> {
    return this.#stored;
  }

  async replace(next: StoredSettings): Promise<boolean> {
    if ((this.#stored?.version ?? 0) !== next.version - 1) return false;
    // As a database gives it back: without what is undefined.
    this.#stored = structuredClone(next);
    return true;
  }
}
