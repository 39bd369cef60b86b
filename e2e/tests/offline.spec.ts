import { Network } from '../people/network.ts';
import { createGroup } from '../pages/new-group.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// A page that is reloaded offline comes from the service worker.
test.use(withServiceWorker);

test('what is written offline waits, and is sent once when the network is back', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const network = await Network.of(satya);
  await satya.talkTo(alice);
  await satya.conversation.say('online');
  await alice.list.open('Satya');
  await expect(alice.conversation.message('online')).toBeVisible();

  await network.cut();
  await satya.conversation.sayInVain('written in a tunnel');
  await satya.conversation.sayInVain('and another');
  await expect(satya.page.getByText("You're offline. Messages will be sent when you're back.")).toBeVisible();
  await expect(satya.conversation.mark('and another', 'Waiting to be sent')).toBeAttached();

  await network.mend();
  await expect(satya.conversation.mark('and another', 'Read')).toBeAttached();
  await expect(satya.page.getByText("You're offline.")).toBeHidden();
  await expect
    .poll(() => alice.conversation.texts())
    .toEqual(['online', 'written in a tunnel', 'and another']);
  await alice.page.reload();
  await expect(alice.conversation.message('and another')).toBeVisible();
  await expect
    .poll(() => alice.conversation.texts())
    .toEqual(['online', 'written in a tunnel', 'and another']);
});

test('a reload while offline shows the local copy and keeps what waits', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const network = await Network.of(satya);
  await satya.talkTo(alice);
  await satya.conversation.say('kept');
  await expect(satya.conversation.mark('kept', 'Delivered')).toBeAttached();
  await satya.page.evaluate(async () => navigator.serviceWorker.ready);

  await network.cut();
  await satya.conversation.sayInVain('waiting');
  await satya.page.reload();
  await expect(satya.conversation.message('kept')).toBeVisible();
  await expect(satya.conversation.mark('waiting', 'Waiting to be sent')).toBeAttached();

  await network.mend();
  await expect(satya.conversation.mark('waiting', 'Delivered')).toBeAttached({ timeout: 20_000 });
});

test('who is in a group is known offline too, where one has looked before, also after a reload', async ({
  newMessenger,
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  const unseen = await alice.createGroup('Never opened', [satya.account.user]);
  const network = await Network.of(satya);
  await createGroup(satya.page, 'Lunch', ['Alice']);
  await satya.conversation.openDetails();
  const details = satya.page.getByRole('complementary', { name: 'Details' });
  await expect(details.getByRole('list', { name: 'Members' }).getByRole('listitem')).toHaveCount(2);
  await satya.page.evaluate(async () => navigator.serviceWorker.ready);

  await network.cut();
  await satya.page.reload();
  await expect(details.getByRole('note')).toContainText("You're offline.");
  await expect(details.getByRole('list', { name: 'Members' })).toContainText('Alice');
  await satya.list.open('Never opened');
  await satya.conversation.openDetails();
  await expect(details).toContainText("aren't on this device yet");
  await expect(satya.page).toHaveURL(new RegExp(unseen));
});
