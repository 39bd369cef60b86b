import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';
import { Figures, median } from './figures.ts';
import { openTime } from './opening.ts';

const ROUNDS = 5;
/** Quotes and line breaks take two bytes. */
const SIZE = 18_000;
const MOST_MS = 50;

/** Contents of a message of the largest size that make many nodes, or are expensive to parse. */
const COSTLY: Readonly<Record<string, string>> = {
  words: 'word ',
  'quotes and backticks': '"`',
  stars: '*a* ',
  names: '@abc ',
  code: '`a`b ',
  'quoted lines': '> a\n',
  lists: '- *a*\n',
  'blocks of code': '```a```\n',
  'an address with brackets': ')',
};

test('opening a costly message', async ({ newMessenger, newPerson }) => {
  const figures = new Figures();
  const satya = await newPerson('Satya');
  const plain = await newMessenger('Plain');
  await plain.write(satya.account.user, 'Hello');
  const paths = new Map<string, string>();
  for (const [name, unit] of Object.entries(COSTLY)) {
    const writer = await newMessenger(name);
    await writer.write(
      satya.account.user,
      `https://a.example/${unit.repeat(Math.floor(SIZE / unit.length))}`,
    );
    paths.set(name, `/c/${writer.conversationWith(satya.account.user)}`);
  }
  const plainPath = `/c/${plain.conversationWith(satya.account.user)}`;
  await satya.list.open('Plain');
  await expect(satya.conversation.message('Hello')).toBeVisible();
  try {
    const base = await medianOpening(satya.page, plainPath, [...paths.values()][0] ?? '');
    figures.note(`a conversation with one word opens in ${Math.round(base)} ms`);
    for (const [name, path] of paths) {
      const opening = await medianOpening(satya.page, path, plainPath);
      figures.add(`opening 18,000 characters of ${name}, more than one word`, opening - base, MOST_MS, 'ms');
    }
  } finally {
    figures.print();
  }
  expect(figures.missed()).toEqual([]);
});

async function medianOpening(page: Page, path: string, other: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await page.evaluate(openTime, other);
    times.push(await page.evaluate(openTime, path));
  }
  return median(times);
}
