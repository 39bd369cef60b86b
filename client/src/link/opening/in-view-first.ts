import type { Entry } from '@parley/protocol';

/** Rows of the list that are in view at once, on a large screen. */
const IN_VIEW = 25;

/** What rows of the list show, in the parts in which it is opened: what people see first does not wait for the rest. */
export function inViewFirst<Shown extends Entry>(shown: readonly Shown[]): readonly (readonly Shown[])[] {
  const newestFirst = shown.toSorted((a, b) => b.time - a.time);
  return [newestFirst.slice(0, IN_VIEW), newestFirst.slice(IN_VIEW)].filter((part) => part.length > 0);
}
