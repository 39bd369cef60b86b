import { inject } from '@angular/core';
import { LeavingWarning } from './leaving-warning.ts';
import { AppUpdate } from './app-update.ts';
import { Notifications } from '../../notifications/later/notifications.ts';
import { AdminNotices } from '../../notices/later/admin-notices.ts';
import { KeysOffers } from '../../session/later/keys-offers.ts';
import { startSearchShortcut } from './search-shortcut.ts';
import { UnreadBadge } from '../../notifications/later/unread-badge.ts';

/** Starts background work; loaded after the page. Call it in an injection context. */
export function startBackgroundWork(): void {
  inject(UnreadBadge).start();
  inject(Notifications).start();
  inject(AppUpdate).start();
  inject(LeavingWarning).start();
  inject(KeysOffers).start();
  inject(AdminNotices).start();
  startSearchShortcut();
}
