import { inject, Service } from '@angular/core';
import { MESSAGES } from '../shared/messages.ts';
import { DeviceSettings } from './device-settings.ts';
import { Toasts } from './toasts.ts';

/** Asks once whether notifications are wanted. */
@Service()
export class NotificationOffer {
  private readonly settings = inject(DeviceSettings);
  private readonly toasts = inject(Toasts);

  /** After a first message was sent, when it is clear what for; never on load. */
  async make(): Promise<void> {
    if (this.settings.asked() || !('Notification' in globalThis) || Notification.permission !== 'default')
      return;
    this.settings.asked.set(true);
    await this.toasts.invite(
      MESSAGES.askNotifications,
      MESSAGES.turnOn,
      () => Notification.requestPermission(),
      15_000,
    );
  }
}
