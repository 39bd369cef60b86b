import { inject, Service } from '@angular/core';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { Clock } from '../../device/clock.ts';
import { DeviceSettings } from '../../device/device-settings.ts';
import { NotificationPermission } from '../notification-permission.ts';
import { Offers } from '../../overlays/offers.ts';

const PUT_OFF_MS = 7 * 24 * 60 * 60 * 1_000;

/** Offers notifications before the browser's own question, and again some days after a dismissal. */
@Service()
export class NotificationOffer {
  private readonly clock = inject(Clock);
  private readonly settings = inject(DeviceSettings);
  private readonly offers = inject(Offers);
  private readonly permission = inject(NotificationPermission);

  /** After a message was sent, when the use is clear; never on load. */
  make(): void {
    if (!this.isWanted() || this.clock.now() < this.settings.offerNotificationsFrom()) return;
    this.offers.make({
      text: ACTION_MESSAGES.askNotifications,
      action: ACTION_MESSAGES.turnOn,
      accept: () => this.ask(),
      decline: () => this.putOff(),
      stands: () => this.isWanted(),
    });
  }

  /** Closing the browser's question without an answer also counts as a dismissal. */
  private async ask(): Promise<void> {
    this.putOff();
    await this.permission.ask();
  }

  private isWanted(): boolean {
    return this.permission.state() === 'default' && this.settings.notifications() !== 'none';
  }

  private putOff(): void {
    this.settings.offerNotificationsFrom.set(this.clock.now() + PUT_OFF_MS);
  }
}
