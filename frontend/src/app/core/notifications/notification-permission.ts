import { Service, signal } from '@angular/core';

/** Whether this browser lets Parley notify, as last read by this page. */
@Service()
export class NotificationPermission {
  private readonly seen = signal(permission());
  readonly state = this.seen.asReadonly();

  /** Shows the browser's own question. */
  async ask(): Promise<void> {
    await Notification.requestPermission();
    this.seen.set(permission());
  }
}

function permission(): NotificationPermissionState {
  return 'Notification' in globalThis ? Notification.permission : 'unsupported';
}

type NotificationPermissionState = typeof Notification.permission | 'unsupported';
