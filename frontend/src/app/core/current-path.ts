import { computed, inject, type Signal } from '@angular/core';
import { Router } from '@angular/router';

/** The path of the page that is shown, without query and fragment. Called where one may inject. */
export function currentPath(): Signal<string> {
  const router = inject(Router);
  return computed(() => {
    router.lastSuccessfulNavigation();
    return router.url.replace(/[?#].*/, '');
  });
}
