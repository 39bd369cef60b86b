import { told } from '../blind/told.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { RoomsPage } from '../pages/rooms-page.ts';
import { expect, test } from '../test.ts';

const NARROW = { viewport: { width: 390, height: 844 } };
const WIDE = { viewport: { width: 1440, height: 900 } };

for (const [device, ofWriter, ofReader] of [
  ['a desk', WIDE, NARROW],
  ['a phone', NARROW, WIDE],
] as const) {
  test(`@all in a room, from ${device}, says whom it notifies and stands out for all of them`, async ({
    newPerson,
  }) => {
    const satya = await newPerson('Satya', ofWriter);
    const alice = await newPerson('Alice', ofReader);
    const rooms = new RoomsPage(satya.page);
    await rooms.open();
    await rooms.create('Gardening');
    await satya.conversation.sayOpenly('The beds are dug');
    const directory = new RoomsPage(alice.page);
    await directory.open();
    await directory.join('Gardening');
    await expect(satya.conversation.notice('Alice joined')).toBeVisible();
    const away = ofReader === NARROW ? 'Back to conversations' : 'People';
    await alice.page.getByRole('link', { name: away, exact: true }).click();
    await expect(alice.conversation.composer).toBeHidden();
    const { composer } = satya.conversation;
    await composer.pressSequentially(`${told.markedOpenly('Lunch')} @al`);
    await expect(satya.page.getByRole('option', { name: '@all' })).toBeVisible();
    await satya.page.getByRole('option', { name: '@all' }).click();
    await expect(satya.page.getByText('@all notifies everyone here: 1 person.')).toBeVisible();
    await composer.press('Enter');
    await expect(satya.conversation.message('Lunch').locator('.mention')).toHaveText('@all');

    await expect(alice.list.row('Gardening').getByText('1 mention', { exact: true })).toBeAttached();
    await alice.list.open('Gardening');
    await expect(alice.conversation.message('Lunch').locator('parley-bubble')).toHaveClass(/to-me/);
    await expect(alice.conversation.message('Lunch').locator('.mention')).toHaveText('@all');
  });

  test(`@here in a sealed group, from ${device}, tells who is online and nobody else`, async ({
    newPerson,
    newMessenger,
  }) => {
    const satya = await newPerson('Satya', ofWriter);
    const alice = await newPerson('Alice', ofReader);
    const bob = await newMessenger('Bob');
    const group = await bob.createGroup('Kitchen', [satya.account.user, alice.account.user]);
    await bob.writeToGroup(group, 'Hello');
    await bob.close();
    await satya.list.open('Kitchen');
    await expect(satya.conversation.message('Hello')).toBeVisible();
    await satya.conversation.composer.fill(told.marked('@here lunch'));
    await expect(satya.page.getByText('@here notifies 1 person who is online.')).toBeVisible({
      timeout: 30_000,
    });
    await satya.conversation.composer.press('Enter');
    await expect(satya.conversation.message('lunch').locator('.mention')).toHaveText('@here');
    await expect(alice.list.row('Kitchen').getByText('1 mention', { exact: true })).toBeAttached();
  });
}

test('what is pasted and sent at once calls all of them, and those who are online', async ({ newPerson }) => {
  const satya = await newPerson('Satya', WIDE);
  const alice = await newPerson('Alice', NARROW);
  const rooms = new RoomsPage(satya.page);
  await rooms.open();
  await rooms.create('Gardening');
  const directory = new RoomsPage(alice.page);
  await directory.open();
  await directory.join('Gardening');
  await expect(satya.conversation.notice('Alice joined')).toBeVisible();
  for (const call of ['@here', '@all']) {
    await satya.conversation.composer.fill(told.markedOpenly(`${call} lunch`));
    await satya.conversation.composer.press('Enter');
    await expect(satya.conversation.message(`${call} lunch`).locator('.mention')).toHaveText(call);
    const received = alice.conversation.message(`${call} lunch`).locator('parley-bubble');
    await expect(received).toHaveClass(/to-me/);
  }
});

test('the line above the field holds at every width, light and dark', async ({ newPerson, newMessenger }) => {
  test.setTimeout(180_000);
  const { page, conversation } = await newPerson('Satya', WIDE);
  const rooms = new RoomsPage(page);
  await rooms.open();
  await rooms.create('Gardening');
  await page.getByRole('heading', { level: 1, name: 'Gardening' }).waitFor();
  await conversation.composer.fill(told.markedOpenly('@all lunch'));
  await expect(page.getByText('@all and @here notify nobody: no one else is in here.')).toBeVisible();
  await checkEverywhere(page);
  const guest = await newMessenger('Alice');
  await guest.joinRoom(/\/c\/([^/]+)/.exec(page.url())?.[1] ?? '');
  await expect(page.getByText('@all notifies everyone here: 1 person.')).toBeVisible();
  await checkEverywhere(page);
  await conversation.composer.press('Enter');
  await expect(conversation.message('lunch').locator('.mention')).toHaveText('@all');
});
