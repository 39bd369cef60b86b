import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { LinkSecret } from './link-secret.ts';

/** Takes what a link carries behind `#` out of the address, before the page is shown. */
export const withoutSecret: CanActivateFn = (_route, { url }) => {
  const address = inject(LinkSecret).keep(url);
  // Where the page is shown already, the router takes the address without the secret for the one that is there.
  const options = { replaceUrl: true, onSameUrlNavigation: 'reload' } as const;
  return address === url || new RedirectCommand(inject(Router).parseUrl(address), options);
};
