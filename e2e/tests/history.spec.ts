import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';

const COUNT = 230;
const texts = Array.from({ length: COUNT }, (_, index) => `message number ${index + 1}.`);

test('a new browser shows the newest messages without the rest, and older ones on scrolling up', async ({
  newMessenger,
  newPerson,
  inAnotherBrowser,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  await alice.write(satya.account.user, ...texts);
  await satya.list.open('Alice');
  await satya.page.getByRole('button', { name: /new message/ }).click();
  await expect(satya.list.row('Alice')).not.toContainText('unread');

  const other = await inAnotherBrowser(satya);
  const received = countEntries(other.page);
  await other.page.reload();
  await other.list.open('Alice');
  await expect(other.conversation.message(`message number ${COUNT}.`)).toBeInViewport();
  expect(received.size).toBeLessThanOrEqual(51);

  await expect(async () => {
    await other.conversation.log.hover();
    await other.page.mouse.wheel(0, -3_000);
    await expect(other.conversation.message('message number 1.')).toBeVisible({ timeout: 100 });
  }).toPass();
  expect(received.size).toBeGreaterThanOrEqual(COUNT);
});

for (const where of ['the browser that heard of them', 'a browser without a copy'])
  test(`a conversation with news opens where reading stopped in ${where}`, async ({
    newMessenger,
    newPerson,
    inAnotherBrowser,
  }) => {
    const satya = await newPerson('Satya');
    const alice = await newMessenger('Alice');
    await alice.write(satya.account.user, ...texts);
    const { page, list, conversation } =
      where === 'a browser without a copy' ? await inAnotherBrowser(satya) : satya;
    // The line counts what was there when the conversation was opened.
    await expect(list.row('Alice')).toContainText(`${COUNT} unread`);
    await list.open('Alice');
    await expect(conversation.notice(`${COUNT} new messages`)).toBeInViewport();
    await expect(conversation.message('message number 1.')).toBeInViewport();
    await expect(conversation.message(`message number ${COUNT}.`)).toBeHidden();
    await page.getByRole('button', { name: /Jump to newest|new message/ }).click();
    await expect(conversation.message(`message number ${COUNT}.`)).toBeInViewport();
  });

test('a pin and a quote show messages far above in a new browser, after a reload, and after an edit', async ({
  newMessenger,
  newPerson,
  inAnotherBrowser,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  const { user } = satya.account;
  await alice.write(user, ...texts);
  const pinned = await alice.seqOf(user, 3);
  const quoted = await alice.seqOf(user, 7);
  await alice.pin(user, pinned);
  await alice.answer(user, quoted, 'that one');
  await satya.list.open('Alice');
  await satya.page.getByRole('button', { name: /Jump to newest|new message/ }).click();
  await expect(satya.list.row('Alice')).not.toContainText('unread');

  const { page, list, conversation } = await inAnotherBrowser(satya);
  await list.open('Alice');
  const pin = page.getByRole('button', { name: 'Pinned message: message number 3.' });
  const quote = (text: string) =>
    conversation.message('that one').getByRole('button', { name: `In reply to Alice ${text}` });
  await expect(conversation.message('message number 7.')).toHaveCount(0);
  await expect(pin).toBeVisible();
  await expect(quote('message number 7.')).toBeVisible();

  await page.reload();
  await expect(pin).toBeVisible();
  await expect(quote('message number 7.')).toBeVisible();
  await alice.edit(user, quoted, 'number seven');
  await expect(quote('number seven')).toBeVisible();
});

/** Numbers of the entries that came over the page's sockets. */
function countEntries(page: Page): Set<string> {
  const seen = new Set<string>();
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      for (const [, seq = ''] of String(payload).matchAll(/"seq":(\d+)/g)) seen.add(seq);
    });
  });
  return seen;
}
