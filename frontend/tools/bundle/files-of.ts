import { outputOf, withImports, type Outputs } from './outputs.ts';
import type { Page } from './pages.ts';

/** All that a browser loads before a page can be used: the styles, the application, and what the page needs of its own. */
export function filesOf({ sources }: Pick<Page, 'sources'>, outputs: Outputs): readonly string[] {
  const styles = [...outputs.keys()].filter((path) => /^styles.*\.css$/.test(path));
  const roots = ['src/main.ts', ...sources].map((source) => outputOf(source, outputs));
  return [...withImports([...styles, ...roots], outputs)];
}
