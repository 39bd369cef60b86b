const REFUSAL_FIRST_MS = 500;
const REFUSAL_MAX_MS = 10_000;
const CLOSE_FIRST_MS = 1_000;
const CLOSE_MAX_MS = 30_000;

/** How long to wait after the server could not take an item, in ms. @param refusals in a row, this one included */
export function pauseAfterRefusals(refusals: number): number {
  return Math.min(REFUSAL_MAX_MS, REFUSAL_FIRST_MS * 2 ** (refusals - 1));
}

/**
 * How long to wait after the connection closed with an item in flight, in ms. A single close means nothing, and
 * reconnecting takes a moment anyway.
 * @param closes in a row, this one included
 */
export function pauseAfterCloses(closes: number): number {
  return closes === 1 ? 0 : Math.min(CLOSE_MAX_MS, CLOSE_FIRST_MS * 2 ** (closes - 2));
}
