import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';
import { Figures } from './figures.ts';
import { watchUntilOpened } from './opened-in-background.ts';

const CONVERSATIONS = 200;
const AT_ONCE = 10;
/** Fewer than a client fetches of one conversation that it holds, before it begins a new window. */
const MISSED = 1_999;
const WRITERS = 5;

test('the last lines of 200 sealed conversations in a new browser', async ({
  newMessenger,
  newPerson,
  inAnotherBrowser,
}) => {
  const figures = new Figures();
  const satya = await newPerson('Satya');
  const write = async (n: number) => (await newMessenger('Writer')).write(satya.account.user, `Line ${n}`);
  for (let from = 0; from < CONVERSATIONS; from += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => write(from + n)));
  await satya.page.close();

  // On localhost alone, Angular's service worker holds up every request until it has fetched all files of the application.
  const { page } = await inAnotherBrowser(satya, { serviceWorkers: 'block' });
  try {
    const [listed = 0, inView = 0, all = 0] = await page.evaluate(lastLinesShownAt, CONVERSATIONS);
    figures.add('last lines of 200 conversations, from the start of the page', all, 3_000, 'ms');
    figures.note(`${Math.round(listed)} ms to the list, ${Math.round(inView)} to the lines in view`);
  } finally {
    figures.print();
  }
  expect(figures.missed()).toEqual([]);
});

test('opening 10,000 sealed messages that came while the browser was closed', async ({
  newMessenger,
  newPerson,
}) => {
  const figures = new Figures();
  const satya = await newPerson('Satya');
  const quiet = await newMessenger('Quiet');
  await quiet.write(satya.account.user, 'Hello');
  const names = Array.from({ length: WRITERS }, (_, n) => `Writer ${'abcde'[n] ?? ''}`);
  const writers = await Promise.all(names.map((name) => newMessenger(name)));
  for (const [n, writer] of writers.entries()) {
    await writer.write(satya.account.user, 'First');
    await satya.list.open(names[n] ?? '');
    await expect(satya.conversation.message('First')).toBeVisible();
  }
  await satya.page.goto('about:blank');
  for (const writer of writers) await writer.pour(satya.account.user, texts(MISSED));

  await satya.page.goto(`/c/${quiet.conversationWith(satya.account.user)}`);
  await expect(satya.conversation.message('Hello')).toBeVisible();
  try {
    await measureOpening(satya.page, WRITERS * MISSED, figures);
  } finally {
    figures.print();
  }
  expect(figures.missed()).toEqual([]);
});

function texts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `${n}: see you at eight, and bring the boat along, please`);
}

async function measureOpening(page: Page, count: number, figures: Figures): Promise<void> {
  const { longest, slow, frames, seconds, spent } = await page.evaluate(watchUntilOpened, count);
  figures.add(`longest frame while ${count} messages open`, longest, 50, 'ms');
  figures.note(`${frames} frames in ${seconds.toFixed(1)} s, ${slow} over 50 ms; ${spent}`);
}

/**
 * Runs in the page: ms from its start until there are rows, until those in view show their last line, and until those at the end do. Only
 * rows in view are in the document.
 */
async function lastLinesShownAt(count: number): Promise<readonly number[]> {
  const list = () => document.querySelector('[aria-label=Conversations]');
  const areShown = (place: number) => {
    const rows = [...(list()?.children ?? [])].filter((row) => row.textContent.includes('Writer'));
    const isInView = rows.some((row) => row.ariaPosInSet === String(place));
    return isInView && rows.every((row) => /Line \d/.test(row.textContent));
  };
  const times: number[] = [];
  const isListed = () => (list()?.childElementCount ?? 0) > 0;
  const isEndShown = () => {
    list()?.scrollIntoView({ block: 'end' });
    return areShown(count);
  };
  for (const isReached of [isListed, () => areShown(1), isEndShown]) {
    while (!isReached()) {
      if (performance.now() > 60_000)
        throw new Error(`Only ${times.length} of the three were reached in time.`);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    times.push(performance.now());
  }
  return times;
}
