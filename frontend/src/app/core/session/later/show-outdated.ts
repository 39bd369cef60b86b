import type { Router } from '@angular/router';
import type { SessionClient } from '@parley/client';
import { part } from '../../parts/parts.ts';

const OUTDATED = {
  path: 'outdated',
  loadComponent: () => part(() => import('./outdated.ts')).then(({ Outdated }) => Outdated),
};

/** Shows the page that asks for a reload once the server refuses this version. The address stays, to come back to. */
export function showOutdated({ isOutdated }: Pick<SessionClient, 'isOutdated'>, router: Router): void {
  isOutdated.subscribe((outdated) => {
    if (!outdated) return;
    router.resetConfig([OUTDATED, ...router.config]);
    void router.navigateByUrl('/outdated', { skipLocationChange: true });
  });
}
