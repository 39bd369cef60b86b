import { inject, Service } from '@angular/core';
import { Device } from '@parley/protocol';
import { BrowserStore } from '../../device/browser-store.ts';
import { browserName } from './browser-name.ts';

const KEY = 'parley.device';

/** This browser, as the list of sessions shows it. Its id is kept until the site's data is deleted. */
@Service()
export class ThisDevice {
  private readonly store = inject(BrowserStore);

  async read(): Promise<Device> {
    const known = Device.safeParse(this.store.read(KEY)).data;
    if (known !== undefined) return known;
    const device = { id: crypto.randomUUID(), name: browserName(navigator.userAgent) };
    this.store.write(KEY, device);
    return device;
  }
}
