import { computed, inject, type Signal } from '@angular/core';
import { ActivatedRoute, Router } from '@angular/router';

/**
 * What a page keeps in its address: reload, back, forward and links keep it. It stands behind `#`, which browsers tell to no server: neither as they
 * load a page nor in a `Referer`.
 */
export interface ValuesInAddress {
  readonly values: Signal<Pick<URLSearchParams, 'get'>>;
  /** The address follows in place of the one before. Undefined and '' are left out. @param info about the navigation */
  set(name: string, value: string | undefined, info?: unknown): void;
}

/** Call it in an injection context of a page. */
export function valuesInAddress(): ValuesInAddress {
  const router = inject(Router);
  const relativeTo = inject(ActivatedRoute);
  const read = () => new URLSearchParams(router.parseUrl(router.url).fragment ?? '');
  return {
    values: computed(() => {
      router.lastSuccessfulNavigation();
      return read();
    }),
    set: (name, value = '', info) => {
      const values = read();
      if (value === '') values.delete(name);
      else values.set(name, value);
      void router.navigate([], { relativeTo, ...addressed(values), replaceUrl: true, info });
    },
  };
}

/** The part of a navigation that puts values into the address. */
export function addressed(values: Iterable<readonly [string, string]>): { readonly fragment?: string } {
  const fragment = [...values].map(([name, value]) => `${name}=${quoted(value)}`).join('&');
  return fragment === '' ? {} : { fragment };
}

/** What would not be itself behind `#`. The router quotes all other letters, and would quote those of `URLSearchParams` again. */
function quoted(value: string): string {
  return value.toWellFormed().replaceAll(/[%&+#]/g, encodeURIComponent);
}
