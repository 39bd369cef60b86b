import { checkEverywhere } from '../pages/check-everywhere.ts';
import { RoomDetails } from '../pages/room-details.ts';
import { RoomsPage } from '../pages/rooms-page.ts';
import { expect, test } from '../test.ts';

const NARROW = { viewport: { width: 390, height: 844 } };
const WIDE = { viewport: { width: 1440, height: 900 } };

test('a name that another room has stays in the field, with the reason', async ({
  newPerson,
  newMessenger,
}) => {
  const owner = await newPerson('Satya', WIDE);
  const other = await newMessenger('Alice');
  await other.createRoom('Café au lait');
  const rooms = new RoomsPage(owner.page);
  await rooms.open();
  await rooms.create('Tea');
  const details = new RoomDetails(owner.page);
  await details.open();
  await details.press('Rename room');
  const field = details.pane.getByRole('textbox', { name: 'Room name' });
  await field.fill('CAFE AU LAIT');
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription('Another room has this name.');
  await expect(field).toHaveValue('CAFE AU LAIT');
  await field.fill('Green tea');
  await field.press('Enter');
  await expect(owner.page.getByRole('heading', { level: 1, name: 'Green tea' })).toBeVisible();
});

test('one joins two rooms with two presses, and the one pressed last opens', async ({
  newPerson,
  newMessenger,
}) => {
  const person = await newPerson('Satya', NARROW);
  const host = await newMessenger('Alice');
  for (const name of ['Gardening', 'Cooking']) await host.createRoom(name);
  await person.page.goto('/rooms');
  const join = (name: string) => person.page.getByRole('button', { name: `Join ${name}`, exact: true });
  await join('Gardening').waitFor();
  await join('Cooking').waitFor();
  await person.page.evaluate(() => {
    for (const name of ['Gardening', 'Cooking'])
      document.querySelector<HTMLElement>(`[aria-label="Join ${name}"]`)?.click();
  });
  await expect(person.page.getByRole('heading', { level: 1, name: 'Cooking' })).toBeVisible();
  await person.page.goto('/rooms');
  for (const name of ['Gardening', 'Cooking'])
    await expect(person.page.getByRole('link', { name: `Open ${name}` })).toBeVisible();
});

test('all that keeps a room in order holds at every width, light and dark', async ({
  newPerson,
  newMessenger,
}) => {
  test.setTimeout(300_000);
  const owner = await newPerson('Satya', WIDE);
  const rooms = new RoomsPage(owner.page);
  await rooms.open();
  await rooms.create('Gardening');
  await owner.page.getByRole('heading', { level: 1, name: 'Gardening' }).waitFor();
  const room = /\/c\/([^/]+)/.exec(owner.page.url())?.[1] ?? '';
  const long = await newMessenger('Maximiliane Freifrau von Hohenlohe-Schillingsfürst');
  const banned = await newMessenger('Bob Achterberg');
  for (const one of [long, banned]) await one.joinRoom(room);
  const details = new RoomDetails(owner.page);
  await details.open();
  await details.act('Bob Achterberg', 'Ban from room');
  await expect(details.dialog).toBeVisible();
  await checkEverywhere(owner.page);
  await details.confirm('Ban');
  await details.act('Maximiliane Freifrau von Hohenlohe-Schillingsfürst', 'Mute');
  await expect(details.dialog).toBeVisible();
  await checkEverywhere(owner.page);
  await details.confirm('Mute');
  await details.press('Edit topic and look');
  await details.dialog
    .getByRole('textbox', { name: 'Topic' })
    .fill('Donaudampfschifffahrtselektrizitäten '.repeat(3));
  await details.dialog
    .getByRole('textbox', { name: 'Description' })
    .fill('Everything that grows. '.repeat(12));
  await checkEverywhere(owner.page);
  await details.confirm('Save');
  await details.press('Hand over room');
  await expect(details.dialog.getByRole('radio')).toHaveCount(1);
  await checkEverywhere(owner.page);
  await details.confirm('Cancel');
  await details.pane.getByText('Banned', { exact: true }).click();
  await expect(details.pane.getByRole('list', { name: 'Banned' })).toContainText('Bob');
  await checkEverywhere(owner.page);

  await owner.page.goto('/rooms');
  await expect(owner.page.getByRole('link', { name: 'Open Gardening' })).toBeVisible();
  await checkEverywhere(owner.page);
});
