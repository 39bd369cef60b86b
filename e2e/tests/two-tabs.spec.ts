import { Network } from '../people/network.ts';
import { expect, test } from '../test.ts';

test('two tabs share one outbox: each message arrives once, also those of a tab that is gone', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const network = await Network.of(satya);
  await satya.talkTo(alice);
  await satya.conversation.say('first tab');
  const second = await satya.newTab();
  await expect(second.conversation.message('first tab')).toBeVisible();
  await second.conversation.say('second tab');
  await expect(satya.conversation.message('second tab')).toBeVisible();
  await alice.list.open('Satya');

  await network.cut();
  await satya.conversation.sayInVain('offline in the first');
  await second.conversation.sayInVain('offline in the second');
  await expect(second.conversation.message('offline in the first')).toBeVisible();
  await satya.page.close();
  await network.mend();

  await expect(second.conversation.mark('offline in the second', 'Read')).toBeAttached();
  const all = ['first tab', 'second tab', 'offline in the first', 'offline in the second'];
  await expect.poll(() => alice.conversation.texts()).toEqual(all);
  await expect.poll(() => second.conversation.texts()).toEqual(all);
});

test('what is read in one browser is read in the other', async ({ newPerson, inAnotherBrowser }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const other = await inAnotherBrowser(alice);
  await satya.talkTo(alice);
  await satya.conversation.say('Hello');
  await expect(other.list.row('Satya')).toContainText('1 unread message');
  await expect(other.page).toHaveTitle(/1/);

  await alice.list.open('Satya');
  await expect(other.list.row('Satya')).not.toContainText('unread');
});
