import type { Router } from '@angular/router';
import { part } from '../../parts/parts.ts';

const UNSUPPORTED = {
  path: 'unsupported',
  loadComponent: () => part(() => import('./unsupported.ts')).then(({ Unsupported }) => Unsupported),
};

/** Shows the page for a browser that can make or keep no keys. The address stays, to come back to. */
export function showUnsupported(router: Router): void {
  router.resetConfig([UNSUPPORTED, ...router.config]);
  void router.navigateByUrl('/unsupported', { skipLocationChange: true });
}
