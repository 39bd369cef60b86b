import type { Person } from '../people/person.ts';
import type { Figures } from './figures.ts';
import { type Frames, scroll } from './frames.ts';

/** Scrolls up fast, so that page after page comes in, and down again. */
export async function measureScrolling({ page }: Person, where: string, figures: Figures): Promise<void> {
  const up = await scroll(page, -400, 10);
  const down = await scroll(page, 300, 10);
  addFrames(`up, ${where}`, up, figures);
  addFrames(`down, ${where}`, down, figures);
  figures.add(`messages in the document, ${where}`, Math.max(up.nodes, down.nodes), 200, '');
  figures.add(`messages out of order, ${where}`, up.disorder + down.disorder, 0, '');
}

function addFrames(what: string, { longest, slow, count, spent }: Frames, figures: Figures): void {
  figures.add(`longest frame while scrolling ${what}`, longest, 50, 'ms');
  figures.note(`${what}: ${count} frames, ${slow} over 50 ms${spent && `; the longest was ${spent}`}`);
}
