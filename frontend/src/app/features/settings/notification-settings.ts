import { Component, inject } from '@angular/core';
import { DeviceSettings } from '../../core/device/device-settings.ts';
import { NotificationPermission } from '../../core/notifications/notification-permission.ts';
import { Choice, type Option } from '../../shared/forms/choice.ts';

@Component({
  selector: 'parley-notification-settings',
  imports: [Choice],
  template: `
    @switch (permission.state()) {
      @case ('default') {
        <p>Get notified about new messages when you're in another tab or another app.</p>
        <button type="button" class="primary" (click)="permission.ask()">Turn on notifications</button>
      }
      @case ('denied') {
        <p>Your browser blocks notifications from Parley. Allow them in its settings for this site.</p>
      }
      @case ('unsupported') {
        <p>This browser doesn't support notifications.</p>
      }
    }
    <parley-choice label="Notify me about" [options]="options" [(value)]="settings.notifications" />
    <label>
      <input type="checkbox" [checked]="settings.sound()" (change)="settings.sound.set(!settings.sound())" />
      Play a sound
    </label>
    <p class="muted small">Muted conversations only notify you when someone mentions you.</p>
  `,
  styles: `
    @use '../../../styles/checkbox';
    @include checkbox.checkbox;
    :host {
      display: grid;
      justify-items: start;
      gap: 0.75rem;
    }
    .primary {
      margin-block-end: 0.75rem;
    }
    label {
      display: flex;
      align-items: center;
      gap: 0.625rem;
      min-block-size: 40px;
    }
  `,
})
export class NotificationSettings {
  protected readonly settings = inject(DeviceSettings);
  protected readonly permission = inject(NotificationPermission);
  protected readonly options: readonly Option<'all' | 'mentions' | 'none'>[] = [
    { value: 'all', label: 'Every message' },
    { value: 'mentions', label: 'Mentions of me' },
    { value: 'none', label: 'Nothing' },
  ];
}
