import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';
import { Figures, median } from './figures.ts';
import { fillLocalCopy } from './fill-local-copy.ts';
import { scroll } from './frames.ts';
import { NEWEST, writeLongLog } from './long-log.ts';
import { anchorOf, moved } from './place.ts';

const MESSAGES = Number(process.env.MESSAGES ?? 100_000);
const ROUNDS = 5;

test('a long conversation', async ({ newMessenger, newPerson }) => {
  const figures = new Figures();
  const { page, account, list, conversation } = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  const bob = await newMessenger('Bob');
  await bob.write(account.user, 'Hello');
  const log = await writeLongLog(alice, account.user, MESSAGES);
  await list.open('Alice');
  await page.getByRole('button', { name: /new messages/ }).click();
  await expect(list.row('Alice')).not.toContainText('unread');
  await fillLocalCopy(page, log);

  const path = `/c/${alice.conversationWith(account.user)}`;
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

  const up = await scroll(page, -400, 10);
  figures.add('longest frame while scrolling up, older pages coming in', up.longest, 50, 'ms');
  figures.add('frames over 50 ms of some 600', up.slow, 0, '');
  figures.add('messages in the document at once', up.nodes, 200, '');
  const down = await scroll(page, 150, 5);
  figures.add('longest frame while scrolling down', down.longest, 50, 'ms');

  const anchor = await anchorOf(page);
  await alice.write(account.user, 'This just came in');
  await expect(list.row('Alice')).toContainText('This just came in');
  figures.add('a message in the middle moves when a new one comes', await moved(page, anchor), 1, 'px');

  await page.getByRole('button', { name: /Jump to newest|new message/ }).click();
  await expect(conversation.message('This just came in')).toBeInViewport();
  await conversation.composer.fill('one\ntwo\nthree\nfour\nfive\nsix');
  await expect(conversation.message('This just came in')).toBeInViewport();
  figures.add('the newest is hidden by a composer that grew', await hidden(page), 1, 'px');
  figures.print();
});

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
async function openTime(path: string): Promise<number> {
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

/** How much of the newest message the composer covers, in px. */
function hidden(page: Page): Promise<number> {
  return page.evaluate(() => {
    const last = [...document.querySelectorAll('[role=log] article')].at(-1);
    const log = document.querySelector('[role=log]');
    return Math.max(
      0,
      (last?.getBoundingClientRect().bottom ?? 0) - (log?.getBoundingClientRect().bottom ?? 0),
    );
  });
}
