import type { Clock } from '../ports/clock.ts';

/**
 * Lets the page do something else between two slices of work. To wait for Web Crypto does not: Chromium does much of it at once, and a
 * page shows nothing until what waits for it has ended.
 */
export function restOf({ clock }: { readonly clock: Clock }): () => Promise<void> {
  return () => new Promise((resolve) => void clock.setTimeout(resolve, 0));
}
