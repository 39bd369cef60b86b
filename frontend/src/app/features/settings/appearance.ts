import { Component, inject } from '@angular/core';
import { DeviceSettings } from '../../core/device/device-settings.ts';
import { commandKey } from '../../shared/command-key.ts';
import { Choice, type Option } from '../../shared/forms/choice.ts';

@Component({
  selector: 'parley-appearance',
  imports: [Choice],
  template: `
    <parley-choice label="Theme" [options]="themes" [(value)]="settings.theme" />
    <parley-choice label="Density" [options]="densities" [(value)]="settings.density" />
    <parley-choice label="Enter key" [options]="enterKeys" [(value)]="settings.enter" />
    <p class="muted small">These settings apply to this browser only. {{ command }}+Enter always sends.</p>
  `,
})
export class Appearance {
  protected readonly settings = inject(DeviceSettings);
  protected readonly command = commandKey();

  protected readonly themes: readonly Option<'system' | 'light' | 'dark'>[] = [
    { value: 'system', label: 'Same as system' },
    { value: 'light', label: 'Light' },
    { value: 'dark', label: 'Dark' },
  ];
  protected readonly densities: readonly Option<'comfortable' | 'compact'>[] = [
    { value: 'comfortable', label: 'Comfortable' },
    { value: 'compact', label: 'Compact' },
  ];
  protected readonly enterKeys: readonly Option<'sends' | 'breaks'>[] = [
    { value: 'sends', label: 'Sends the message; Shift+Enter starts a new line' },
    { value: 'breaks', label: 'Starts a new line' },
  ];
}
