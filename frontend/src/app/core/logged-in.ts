import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { Session } from './session.ts';

/** Lets in whoever is logged in, or was when last seen here; others come back after the login. */
export const loggedIn: CanActivateFn = (_route, { url }) => {
  if (inject(Session).user() !== undefined) return true;
  const queryParams = url === '/' ? {} : { return: url };
  return inject(Router).createUrlTree(['/login'], { queryParams });
};
