import { ErrorHandler, inject, Service } from '@angular/core';
import { Router } from '@angular/router';

export interface SystemNotification {
  /** Replaces an earlier one with the same tag. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** Target of a click. */
  readonly url: string;
  readonly silent: boolean;
}

/**
 * Notifications of the operating system. The service worker shows them if there is one: phones allow no others, and a
 * click then reaches an open tab even if the tab that showed the notification is closed.
 */
@Service()
export class SystemNotifications {
  private readonly router = inject(Router);
  private readonly errors = inject(ErrorHandler);
  private readonly withoutWorker = new Map<string, Notification>();
  /** One after the other: of two simultaneous ones with the same tag, browsers may keep the older one. */
  private last: Promise<void> = Promise.resolve();

  /** Tags of visible notifications, including those from earlier pages of this browser. */
  async tags(): Promise<readonly string[]> {
    const shown = await (await activeWorker())?.getNotifications();
    return shown?.map(({ tag }) => tag) ?? [];
  }

  show(notification: SystemNotification): void {
    this.next(() => this.open(notification));
  }

  withdraw(tag: string): void {
    this.next(() => this.close(tag));
  }

  /** A failed notification is reported and does not block the ones after it. */
  private next(task: () => Promise<void>): void {
    this.last = this.last.then(task).catch((error: unknown) => this.errors.handleError(error));
  }

  private async open({ tag, title, body, url, silent }: SystemNotification): Promise<void> {
    const options = { tag, body, silent, icon: '/icons/192.png' };
    const worker = await activeWorker();
    if (worker === undefined) this.showFromPage(title, options, url);
    // What the worker does at a click: https://angular.dev/ecosystem/service-workers/push-notifications
    const onActionClick = { default: { operation: 'navigateLastFocusedOrOpen', url } };
    await worker?.showNotification(title, { ...options, data: { onActionClick } });
  }

  private async close(tag: string): Promise<void> {
    this.withoutWorker.get(tag)?.close();
    this.withoutWorker.delete(tag);
    const shown = await (await activeWorker())?.getNotifications({ tag });
    shown?.forEach((notification) => notification.close());
  }

  private showFromPage(title: string, options: NotificationOptions & { tag: string }, url: string): void {
    const notification = new Notification(title, options);
    notification.onclick = () => {
      window.focus();
      notification.close();
      void this.router.navigateByUrl(url);
    };
    this.withoutWorker.set(options.tag, notification);
  }
}

async function activeWorker(): Promise<ServiceWorkerRegistration | undefined> {
  // Some private windows have no service worker container, whatever the types say.
  if (!('serviceWorker' in navigator)) return undefined;
  const registration = await navigator.serviceWorker.getRegistration();
  return registration?.active == null ? undefined : registration;
}
