import { told } from '../blind/told.ts';
import { expect, test } from '../test.ts';

test('two people talk both ways and see how far each message came', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');

  await satya.talkTo(alice);
  await satya.conversation.say('Hello Alice, are you there?');
  await expect(satya.conversation.mark('Hello Alice', 'Delivered')).toBeAttached();
  await expect(alice.list.row('Satya')).toContainText('Hello Alice, are you there?');
  await expect(alice.list.row('Satya')).toContainText('1 unread message');

  await alice.list.open('Satya');
  await expect(alice.conversation.message('Hello Alice')).toBeVisible();
  await expect(satya.conversation.mark('Hello Alice', 'Read')).toBeAttached();

  await alice.conversation.say('I am, good morning');
  await expect(satya.conversation.message('I am, good morning')).toBeVisible();
  await expect(alice.conversation.mark('I am, good morning', 'Read')).toBeAttached();
});

test('a message to somebody who is away is sent, and delivered when they come back', async ({
  newPerson,
  inAnotherBrowser,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await alice.page.close();

  await satya.talkTo(alice);
  await satya.conversation.say('Read this tonight');
  await expect(satya.conversation.mark('Read this tonight', 'Sent')).toBeAttached();

  await inAnotherBrowser(alice);
  await expect(satya.conversation.mark('Read this tonight', 'Delivered')).toBeAttached();
});

test('a reload keeps the conversation, its marks and the draft', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  await satya.conversation.say('first');
  await satya.conversation.say('second');
  await alice.list.open('Satya');
  await expect(satya.conversation.mark('second', 'Read')).toBeAttached();

  const half = told.marked('half a thought');
  await satya.conversation.composer.fill(half);
  await expect(satya.list.row('Alice')).toContainText(`Draft: ${half}`);
  await satya.page.reload();

  await expect(satya.conversation.message('second')).toBeVisible();
  await expect.poll(() => satya.conversation.texts()).toEqual(['first', 'second']);
  await expect(satya.conversation.mark('second', 'Read')).toBeAttached();
  await expect(satya.conversation.composer).toHaveValue(half);
});

test('one sees who is online, who is typing, and who was there last', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  await satya.conversation.say('Hello');
  await alice.list.open('Satya');
  await expect(satya.page.getByRole('main').getByText('online', { exact: true })).toBeVisible();

  // Between servers a notice may get lost, and the next one follows while Alice goes on.
  await expect(async () => {
    await alice.conversation.composer.pressSequentially(told.marked('I am wri'));
    await expect(satya.page.getByText('Alice is typing')).toBeVisible({ timeout: 3_000 });
  }).toPass();

  await alice.context.close();
  await expect(satya.page.getByText(/^last seen/)).toBeVisible({ timeout: 20_000 });
});
