import { SEALING } from '@parley/protocol';
import { told } from '../blind/told.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { inhabit } from '../people/world.ts';
import { Account } from '../people/account.ts';
import { forbidStorage } from '../people/forbid-storage.ts';
import { Network } from '../people/network.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// Six times axe for each state takes its time.
test.describe.configure({ timeout: 240_000 });

test('what has nothing to show yet holds at every width, light and dark', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await expect(satya.page.getByText('Your chats appear here.', { exact: false })).toBeVisible();
  await checkEverywhere(satya.page);
  await satya.talkTo(alice);
  await expect(satya.page.getByText('No messages yet.', { exact: false })).toBeVisible();
  await checkEverywhere(satya.page);
  await satya.page.goto('/c/00000000-0000-4000-8000-00000000dead');
  await expect(satya.page.getByText("This conversation doesn't exist", { exact: false })).toBeVisible();
  await checkEverywhere(satya.page);
});

test('offline, with messages that wait, holds at every width, light and dark', async ({
  newMessenger,
  newPerson,
}) => {
  // The parts of the page that are opened offline come from the service worker.
  const satya = await newPerson('Satya', withServiceWorker);
  const { direct } = await inhabit(newMessenger, satya.account.user);
  await satya.page.goto(`/c/${direct}`);
  const network = await Network.of(satya);
  await expect(satya.conversation.message('second page')).toBeVisible();
  await network.cut();
  await satya.conversation.sayInVain('This waits');
  await satya.conversation.reply('second page');
  await expect(satya.page.getByText("You're offline.", { exact: false })).toBeVisible();
  await checkEverywhere(satya.page);
});

test('changed, answered and reacted-to messages hold at every width, light and dark', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account, conversation } = await newPerson('Satya');
  const { group } = await inhabit(newMessenger, account.user);
  await page.goto(`/c/${group}`);
  await conversation.say('I can do the pictrues');
  await conversation.act('I can do the pictrues', 'Edit');
  await conversation.write('I can do the pictures');
  await conversation.react('Friday it is', 'thumbs up');
  await conversation.reply('I take the notes');
  await conversation.say('Thank you');
  await conversation.act('I can do the pictures', 'Pin');
  await conversation.message('I can do the pictures').getByText('edited', { exact: true }).click();
  await conversation.composer.pressSequentially(`${told.marked('For')} @a`);
  await expect(page.getByRole('listbox')).toBeVisible();
  await checkEverywhere(page);
});

test('dialogs hold at every width, light and dark', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  await newPerson('Alice');
  const { page } = satya;
  await page.goto('/groups/new');
  await page.getByRole('textbox', { name: 'Group name' }).fill('Kitchen');
  await page.getByRole('checkbox', { name: 'Alice' }).check();
  await page.getByRole('button', { name: 'Create group' }).click();
  await satya.conversation.openDetails();
  for (const name of ['Add', 'Leave group']) {
    await page.getByRole('complementary', { name: 'Details' }).getByRole('button', { name }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await checkEverywhere(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});

test('a blocked person holds at every width, light and dark', async ({ newMessenger, newPerson }) => {
  const { page, account, conversation } = await newPerson('Satya');
  const { direct } = await inhabit(newMessenger, account.user);
  await page.goto(`/c/${direct}/details`);
  // A block begins where they have read to.
  await expect(conversation.message('the rest can wait')).toBeVisible();
  await page.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(page.getByText('You blocked this person.')).toBeVisible();
  // What was read before the block stays.
  await expect(conversation.message('second page')).toHaveCount(1);
  await checkEverywhere(page);
});

test('what is said when the browser cannot store holds at every width, light and dark', async ({
  newContext,
  server,
}) => {
  // The page reports what keeps it from storing, as it should, so nobody listens to its complaints here.
  const context = await newContext();
  await Account.registerIn(context, server.origin, 'Satya');
  const page = await context.newPage();
  await forbidStorage(page);
  await page.goto('/');
  // Where conversations are sealed, a browser that keeps no keys is of no use.
  if (SEALING)
    await expect(page.getByRole('heading', { name: "This browser can't keep your keys" })).toBeVisible();
  else await expect(page.getByRole('alert')).toContainText("doesn't let Parley store your conversations");
  await checkEverywhere(page);
  await context.close();
});
