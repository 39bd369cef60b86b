import { filesOf } from './files-of.ts';
import type { Outputs } from './outputs.ts';
import type { Page } from './pages.ts';

/** How many files a first visit may fetch before the login can be used. */
const FILES = 6;
/** A file below this is over before its connection has got up to speed: the wait for it is what it costs. */
const SMALL_KB = 4;

/**
 * What is wrong with the files of a first visit, which no service worker has yet.
 *
 * @param html the page that names them
 * @param kbOf a file's compressed size
 */
export function firstVisitTroubles(
  page: Pick<Page, 'sources'>,
  outputs: Outputs,
  { html, kbOf }: { readonly html: string; readonly kbOf: (file: string) => number },
): readonly string[] {
  const files = filesOf(page, outputs);
  const unnamed = files.filter((file) => !html.includes(`"/${file}"`) && kbOf(file) < SMALL_KB);
  return [
    ...(files.length > FILES ? [`A first visit fetches ${files.length} files, more than ${FILES}.`] : []),
    ...unnamed.map((file) => `A first visit learns late of ${file}, which is small: name it in the page.`),
  ];
}
