import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { Session } from './session.ts';

/** Admits users who are logged in, or were when last seen here. Others are sent to the login and come back after it. */
export const loggedIn: CanActivateFn = (_route, { url }) => {
  if (inject(Session).user() !== undefined) return true;
  const queryParams = url === '/' ? {} : { return: url };
  return inject(Router).createUrlTree(['/login'], { queryParams });
};
