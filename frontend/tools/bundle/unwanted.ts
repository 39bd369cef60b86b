import { filesOf } from './files-of.ts';
import type { Outputs } from './outputs.ts';
import type { Page } from './pages.ts';

/** The sources that a page loads although it must not. */
export function unwantedIn(
  { without, ...page }: Pick<Page, 'sources' | 'without'>,
  outputs: Outputs,
): readonly string[] {
  if (without === undefined) return [];
  const sources = filesOf(page, outputs).flatMap((file) => Object.keys(outputs.get(file)?.inputs ?? {}));
  return sources.filter((source) => without.test(source));
}
