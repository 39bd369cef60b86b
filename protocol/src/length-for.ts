/** A text or a list. */
export interface Sized {
  readonly length: number;
}

/**
 * A length that is compared with a bound: of a text its code points, as zod counts them. Each is one or two units of the text, so they
 * are counted only where that decides; elsewhere the units say the same.
 */
export function lengthFor(bound: number, value: Sized): number {
  const isDecided = typeof value !== 'string' || value.length < bound || value.length > 2 * bound;
  return isDecided ? value.length : Array.from(value).length;
}
