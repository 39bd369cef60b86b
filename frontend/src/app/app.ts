import { afterNextRender, Component, inject, ViewContainerRef } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { DeviceSettings } from './core/device/device-settings.ts';
import { backgroundPart } from './core/parts/parts.ts';

@Component({
  selector: 'parley-app',
  imports: [RouterOutlet],
  template: `<router-outlet />`,
  styles: `
    :host {
      display: block;
      block-size: 100dvh;
    }
  `,
})
export class App {
  private readonly container = inject(ViewContainerRef);

  constructor() {
    // Theme and density are needed before the first pixel.
    inject(DeviceSettings);
    afterNextRender(() => void this.addNote());
  }

  /** Created before the first lazy part is requested, so that it can report parts that fail to load. */
  private async addNote(): Promise<void> {
    const { MissingNote } = await backgroundPart(() => import('./shell/later/missing-note.ts'));
    this.container.createComponent(MissingNote);
  }
}
