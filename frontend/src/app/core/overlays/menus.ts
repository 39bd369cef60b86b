import { inject, Injector, Service } from '@angular/core';
import type { MenuEntry } from '../../shared/menu-entry.ts';
import { Toasts } from './toasts.ts';
import { part } from '../parts/parts.ts';

/** Opens menus. CDK's overlay and menu are loaded with the first one, not with the page. */
@Service()
export class Menus {
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);

  async open(origin: HTMLElement, label: string, entries: readonly MenuEntry[]): Promise<void> {
    const [{ Floating }, { MenuPanel }] = await Promise.all([
      part(() => import('../../shared/later/floating.ts')),
      part(() => import('../../shared/later/menu-panel.ts')),
    ]);
    const floating = new Floating(this.injector, origin, MenuPanel, ['Escape', 'Tab']);
    floating.component.setInput('label', label);
    floating.component.setInput('entries', entries);
    floating.component.instance.chosen.subscribe((entry) => {
      floating.close();
      void this.toasts.attempt(() => entry.run());
    });
  }
}
