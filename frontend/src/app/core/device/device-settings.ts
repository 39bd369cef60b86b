import { DOCUMENT, effect, inject, Service, signal } from '@angular/core';
import { BrowserStore } from './browser-store.ts';

const KEY = 'parley.settings';

const THEMES = ['system', 'light', 'dark'] as const;
const DENSITIES = ['comfortable', 'compact'] as const;
const ENTER_KEYS = ['sends', 'breaks'] as const;
const NOTIFICATIONS = ['all', 'mentions', 'none'] as const;

/** Settings of this browser. Settings of the user are stored on the server. */
@Service()
export class DeviceSettings {
  private readonly store = inject(BrowserStore);
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly stored = this.read();

  readonly theme = signal(oneOf(THEMES, this.stored.theme));
  readonly density = signal(oneOf(DENSITIES, this.stored.density));
  readonly enter = signal(oneOf(ENTER_KEYS, this.stored.enter));
  readonly notifications = signal(oneOf(NOTIFICATIONS, this.stored.notifications));
  readonly sound = signal(this.stored.sound === true);
  /** When notifications are turned off, they may be offered again from then on. */
  readonly offerNotificationsFrom = signal(timeOf(this.stored.offerNotificationsFrom));

  constructor() {
    effect(() =>
      this.store.write(KEY, {
        theme: this.theme(),
        density: this.density(),
        enter: this.enter(),
        notifications: this.notifications(),
        sound: this.sound(),
        offerNotificationsFrom: this.offerNotificationsFrom(),
      }),
    );
    effect(() => {
      this.root.dataset.theme = this.theme();
      this.root.dataset.density = this.density();
    });
  }

  private read(): Readonly<Record<string, unknown>> {
    const stored = this.store.read(KEY);
    return typeof stored === 'object' && stored !== null ? { ...stored } : {};
  }
}

function timeOf(stored: unknown): number {
  return typeof stored === 'number' ? stored : 0;
}

/** The stored choice if it is a valid one, otherwise the first. */
function oneOf<const T extends readonly [unknown, ...unknown[]]>(choices: T, stored: unknown): T[number] {
  return choices.find((choice) => choice === stored) ?? choices[0];
}
