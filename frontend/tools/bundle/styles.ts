import type { Outputs } from './outputs.ts';

/** The styles of all pages. */
export function stylesOf(outputs: Outputs): readonly string[] {
  return [...outputs.keys()].filter((path) => /^styles.*\.css$/.test(path));
}
