import type { Clock } from '../ports/clock.ts';

/**
 * Lets the page do something else between two slices of work. To wait for Web Crypto does not: Chromium does much of it at once, and a
 * page shows nothing until what waits for it has ended. A hidden page shows nothing anyway, and its timers take a second or more each.
 */
export function restOf({ clock }: { readonly clock: Clock }): () => Promise<void> {
  return async () => {
    if (!isHidden()) await new Promise<void>((resolve) => void clock.setTimeout(resolve, 0));
  };
}

/** False where there are no pages, as in Node.js. */
function isHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden';
}
