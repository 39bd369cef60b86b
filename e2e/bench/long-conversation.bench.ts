import { expect, test } from '../test.ts';
import type { Messenger } from '../people/messenger.ts';
import type { Person } from '../people/person.ts';
import { Figures } from './figures.ts';
import { fillLocalCopy } from './fill-local-copy.ts';
import { measurePlaceAtEnd, measurePlaceInside } from './keeping-place.ts';
import { writeLongLog, type Logged } from './long-log.ts';
import { measureOpening } from './opening.ts';
import { measureQuote } from './quote.ts';
import { measureScrolling, noteFramesOfPlainText } from './scrolling.ts';

const MESSAGES = Number(process.env.MESSAGES ?? 100_000);

test('a long conversation', async ({ newMessenger, newPerson }) => {
  const figures = new Figures();
  const satya = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  const bob = await newMessenger('Bob');
  await bob.write(satya.account.user, 'Hello');
  const log = await longConversation(satya, alice);

  try {
    await measureOpening(satya, `/c/${alice.conversationWith(satya.account.user)}`, figures);
    await measureScrolling(satya, 'at the end', figures);
    await measurePlaceInside(satya, alice, log, figures);
    await measurePlaceAtEnd(satya, alice, figures);
    await measureQuote(satya, alice, log, figures);
    await measureScrolling(satya, 'at the beginning', figures);
    await noteFramesOfPlainText(satya, figures);
  } finally {
    figures.print();
  }
  expect(figures.missed()).toEqual([]);
});

/** Written while nobody looks, so that the browser has its time for what is measured. */
async function longConversation(satya: Person, alice: Messenger): Promise<readonly Logged[]> {
  const { page, account, list } = satya;
  await page.goto('about:blank');
  const log = await writeLongLog(alice, account.user, MESSAGES);
  await page.goto('/');
  await list.open('Alice');
  await page.getByRole('button', { name: /new messages/ }).click();
  await expect(list.row('Alice')).not.toContainText('unread');
  await fillLocalCopy(satya, log);
  return log;
}
