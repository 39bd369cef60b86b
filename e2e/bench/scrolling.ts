import type { Person } from '../people/person.ts';
import type { Figures } from './figures.ts';
import { type Frames, scroll } from './frames.ts';

const SECONDS = 10;
const LIMIT_MS = 50;

/** Scrolls up fast, so that page after page comes in, and down again. */
export async function measureScrolling({ page }: Person, where: string, figures: Figures): Promise<void> {
  // Work left over from before must not count as scrolling.
  await page.requestGC();
  const up = await scroll(page, -400, SECONDS);
  const down = await scroll(page, 300, SECONDS);
  addFrames(`up, ${where}`, up, figures);
  addFrames(`down, ${where}`, down, figures);
  figures.add(`messages in the document, ${where}`, Math.max(up.nodes, down.nodes), 200, '');
  figures.add(`messages out of order, ${where}`, up.disorder + down.disorder, 0, '');
}

/** The same over plain text: frames that the browser misses on this machine even if the page does nothing. */
export async function noteFramesOfPlainText({ context }: Person, figures: Figures): Promise<void> {
  const page = await context.newPage();
  await page.goto('about:blank');
  await page.evaluate(() => {
    document.body.innerHTML =
      '<div role="log" aria-label="Messages" style="block-size: 95vh; overflow: auto"></div>';
    const text = Array.from({ length: 5_000 }, (_, line) => `<p>Line ${line}`).join('');
    document.body.firstElementChild?.insertAdjacentHTML('beforeend', text);
  });
  await page.requestGC();
  const { longest, slow, count } = await scroll(page, 300, SECONDS);
  figures.note(
    `plain text: ${count} frames, ${slow} over ${LIMIT_MS} ms; the longest ${Math.round(longest)} ms`,
  );
  await page.close();
}

function addFrames(what: string, { longest, slow, count, spent }: Frames, figures: Figures): void {
  figures.add(`longest frame while scrolling ${what}`, longest, LIMIT_MS, 'ms');
  figures.note(
    `${what}: ${count} frames, ${slow} over ${LIMIT_MS} ms${spent && `; the longest was ${spent}`}`,
  );
}
