import { expect } from '../test.ts';
import type { Person } from '../people/person.ts';
import { type Figures, median } from './figures.ts';
import { NEWEST } from './long-log.ts';

const ROUNDS = 5;

/** Opens the conversation at `path` again and again: the application at it, and in the open application by a click. */
export async function measureOpening(
  { page, list, conversation }: Person,
  path: string,
  figures: Figures,
): Promise<void> {
  await page.addInitScript(noteFirstMessage);
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto(path);
    await expect(conversation.message(NEWEST)).toBeInViewport();
    cold.push(await page.evaluate(firstMessageAt));
    await list.open('Bob');
    await expect(conversation.message('Hello')).toBeVisible();
    warm.push(await page.evaluate(openTime, path));
  }
  figures.add('opening from the local copy, from the click to the messages', median(warm), 300, 'ms');
  figures.add('opening the application at the conversation, without the network', median(cold), 1_000, 'ms');
}

/** Runs in the page before anything else: marks when the first message is in the document. */
function noteFirstMessage(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('[role=log] article') === null) return;
    performance.mark('first-message');
    observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** Runs in the page: ms from the navigation to the first message in the document. */
function firstMessageAt(): number {
  return performance.getEntriesByName('first-message')[0]?.startTime ?? Number.POSITIVE_INFINITY;
}

/** Runs in the page: ms from a click on a row of the list to the frame that shows its newest message. */
export async function openTime(path: string): Promise<number> {
  const row = document.querySelector<HTMLElement>(`a[href="${path}"]`);
  if (row === null) throw new Error(`No row leads to ${path}.`);
  const shows = () => location.pathname === path && document.querySelector('[role=log] article') !== null;
  const started = performance.now();
  row.click();
  while (!shows() && performance.now() - started < 10_000)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  await new Promise((resolve) => requestAnimationFrame(resolve));
  return performance.now() - started;
}
