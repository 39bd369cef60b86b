import { Service, signal } from '@angular/core';

/** Whether this browser lets Parley notify. Chromium asks another process each time, which takes 0.2 ms: the answer is kept. */
@Service()
export class NotificationPermission {
  private readonly seen = signal(permission());
  readonly state = this.seen.asReadonly();

  constructor() {
    void this.follow();
  }

  /** Shows the browser's own question. In Firefox there is no answer as long as the user gives none. */
  async ask(): Promise<void> {
    await Notification.requestPermission();
    this.seen.set(permission());
  }

  /** The user can also change it in the browser's settings. */
  private async follow(): Promise<void> {
    if (!('Notification' in globalThis && 'permissions' in navigator)) return;
    const status = await navigator.permissions.query({ name: 'notifications' });
    status.onchange = () => this.seen.set(permission());
    // What changed before anyone listened comes with no event.
    this.seen.set(permission());
  }
}

function permission(): NotificationPermissionState {
  return 'Notification' in globalThis ? Notification.permission : 'unsupported';
}

type NotificationPermissionState = typeof Notification.permission | 'unsupported';
