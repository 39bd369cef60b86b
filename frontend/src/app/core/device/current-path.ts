import { computed, inject, type Signal } from '@angular/core';
import { Router } from '@angular/router';

/** The path of the current page, without query and fragment. Call it in an injection context. */
export function currentPath(): Signal<string> {
  const router = inject(Router);
  return computed(() => {
    router.lastSuccessfulNavigation();
    return router.url.replace(/[?#].*/, '');
  });
}
