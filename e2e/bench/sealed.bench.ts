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

  const { page } = await inAnotherBrowser(satya);
  try {
    const shown = await page.evaluate(lastLinesShownAt, CONVERSATIONS);
    figures.add('last lines of 200 conversations, from the start of the page', shown, 3_000, 'ms');
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

/** Runs in the page: ms from its start until so many rows show what was written last. */
async function lastLinesShownAt(count: number): Promise<number> {
  const shown = () =>
    [...document.querySelectorAll('nav a[href^="/c/"]')].filter((row) => /Line \d/.test(row.textContent))
      .length;
  while (shown() < count && performance.now() < 60_000)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  if (shown() < count) throw new Error(`Only ${shown()} rows show their last line.`);
  return performance.now();
}
