import { ErrorHandler, inject, Service } from '@angular/core';
import { Router } from '@angular/router';

export interface SystemNotification {
  /** A newer one with the same tag takes its place. */
  readonly tag: string;
  readonly title: string;
  readonly body: string;
  /** Where a click leads. */
  readonly url: string;
  readonly silent: boolean;
}

/**
 * Notifications of the operating system. The service worker shows them where there is one: phones allow no others, and
 * a click finds the tab that exists even if the one that showed it is gone.
 */
@Service()
export class SystemNotifications {
  private readonly router = inject(Router);
  private readonly errors = inject(ErrorHandler);
  private readonly withoutWorker = new Map<string, Notification>();
  /** One after the other: of two at once with the same tag, browsers may keep the older one. */
  private last: Promise<void> = Promise.resolve();

  /** Tags of what is shown, by an earlier page of this browser, too. */
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

  /** One that the system refuses is reported, and does not keep back those after it. */
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
  // Some private windows have none, whatever the types say.
  if (!('serviceWorker' in navigator)) return undefined;
  const registration = await navigator.serviceWorker.getRegistration();
  return registration?.active == null ? undefined : registration;
}
