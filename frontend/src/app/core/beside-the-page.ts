import { inject } from '@angular/core';
import { AppUpdate } from './app-update.ts';
import { Notifications } from './notifications.ts';
import { UnreadBadge } from './unread-badge.ts';

/** Starts what goes on beside the page, and is loaded after it. Called where there is an injection context. */
export function startBesideThePage(): void {
  inject(UnreadBadge).start();
  inject(Notifications).start();
  inject(AppUpdate).start();
}
