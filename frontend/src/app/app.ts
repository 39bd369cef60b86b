import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { DeviceSettings } from './core/device-settings.ts';

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
  constructor() {
    // Theme and density are needed before the first pixel.
    inject(DeviceSettings);
  }
}
