import { inject } from '@angular/core';
import { type CanActivateFn, Router } from '@angular/router';
import { LinkSecret } from './link-secret.ts';
import { Session } from './session.ts';

/** Admits users who are logged in, or were when last seen here. Others are sent to the login and come back after it. */
export const loggedIn: CanActivateFn = (_route, { url }) => {
  if (inject(Session).user() !== undefined) return true;
  const address = inject(LinkSecret).keep(url);
  const queryParams = address === '/' ? {} : { return: address };
  return inject(Router).createUrlTree(['/login'], { queryParams });
};
