import { inject } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { Chat } from './chat.ts';
import { Session } from './session.ts';

/** Behind `loggedIn`: starts the SDK, which is loaded only with the pages that need it. */
export const chatStarted: CanActivateFn = () => {
  const user = inject(Session).user();
  if (user === undefined) return false;
  inject(Chat).start(user);
  return true;
};
