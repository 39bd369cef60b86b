import { inject } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { Chat } from './chat.ts';
import { Session } from '../session/session.ts';

/** Guard behind `loggedIn`: starts the SDK, which only the pages that need it load. */
export const chatStarted: CanActivateFn = () => {
  const user = inject(Session).user();
  if (user === undefined) return false;
  inject(Chat).start(user);
  return true;
};
