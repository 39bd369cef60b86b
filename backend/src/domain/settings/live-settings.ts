import type { ServerSettings, SettingName } from '@parley/protocol';
import type { SettingsStore, StoredSettings } from './settings-store.ts';

/** What a server is started with: the values that hold while nobody has set others, and those that nobody can set. */
export interface StartSettings {
  readonly values: ServerSettings;
  /** Decided by the environment. */
  readonly fixed: ReadonlySet<SettingName>;
}

/** The settings of a server as they hold now. Whoever needs one reads it here each time, and keeps no copy. */
export class LiveSettings {
  readonly fixed: ReadonlySet<SettingName>;
  readonly #start: ServerSettings;
  readonly #store: Pick<SettingsStore, 'version' | 'read'>;
  #stored: StoredSettings | undefined;
  #current: ServerSettings;

  constructor({ values, fixed }: StartSettings, store: Pick<SettingsStore, 'version' | 'read'>) {
    this.fixed = fixed;
    this.#start = values;
    this.#store = store;
    this.#current = values;
  }

  get current(): ServerSettings {
    return this.#current;
  }

  get version(): number {
    return this.#stored?.version ?? 0;
  }

  get stored(): StoredSettings | undefined {
    return this.#stored;
  }

  /** Takes over what was set on another node. It costs one small look where nothing was. */
  async follow(): Promise<void> {
    if ((await this.#store.version()) !== this.version) this.take(await this.#store.read());
  }

  take(stored: StoredSettings | undefined): void {
    this.#stored = stored;
    const fixed: ReadonlySet<string> = this.fixed;
    const free = Object.entries(stored?.values ?? {}).filter(([name]) => !fixed.has(name));
    this.#current = { ...this.#start, ...Object.fromEntries(free) };
  }
}
