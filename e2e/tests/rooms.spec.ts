import { checkEverywhere } from '../pages/check-everywhere.ts';
import { RoomsPage } from '../pages/rooms-page.ts';
import { expect, test } from '../test.ts';

const NARROW = { viewport: { width: 390, height: 844 } };
const WIDE = { viewport: { width: 1440, height: 900 } };

const SERVER_READS = 'The server can read what is written here';

test('a room is created, found and joined, and everyone in it talks', async ({ newPerson }) => {
  const satya = await newPerson('Satya', WIDE);
  const alice = await newPerson('Alice', NARROW);
  const rooms = new RoomsPage(satya.page);
  await rooms.open();
  await rooms.create('Café au lait');
  await expect(satya.page.getByRole('heading', { level: 1, name: 'Café au lait' })).toBeVisible();
  await expect(satya.page.getByText(SERVER_READS)).toBeVisible();
  await expect(satya.conversation.notice('You created the room')).toBeVisible();
  await satya.conversation.sayOpenly('Milk first');

  const directory = new RoomsPage(alice.page);
  await directory.open();
  await directory.create('CAFE AU LAIT');
  const field = alice.page.getByRole('textbox', { name: 'Room name' });
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/taken|name/i);
  await expect(field).toHaveValue('CAFE AU LAIT');

  await alice.page.getByRole('link', { name: 'Back to rooms' }).click();
  await alice.page.getByRole('searchbox', { name: 'Search rooms' }).fill('lait');
  await expect(directory.room('Café au lait')).toContainText('1 member');
  await directory.join('Café au lait');
  await expect(alice.conversation.message('Milk first')).toContainText('Satya');
  await expect(alice.page.getByText(SERVER_READS)).toBeVisible();
  await alice.conversation.sayOpenly('Never');
  await expect(satya.conversation.message('Never')).toContainText('Alice');
  await expect(satya.conversation.notice('Alice joined')).toBeVisible();
  await expect(satya.page.getByText('2 members')).toBeVisible();
  await expect(alice.conversation.mark('Never', 'Read')).toBeAttached();
});

test('many who come and go are one line, and members are found and mentioned', async ({
  newPerson,
  newMessenger,
}) => {
  const satya = await newPerson('Satya', WIDE);
  const host = await newMessenger('Zoë Ólafsdóttir');
  const room = await host.createRoom('Gardening');
  const guests = [];
  for (const name of ['Kofi Mensah', 'Bob Achterberg', 'Priya Raghunathan'])
    guests.push(await newMessenger(name));
  for (const guest of guests) await guest.joinRoom(room);
  await guests[2]?.leave(room);
  await host.writeOpenly(room, 'The beds are dug');

  await satya.page.keyboard.press('Control+k');
  await satya.page.getByRole('combobox').fill('garden');
  await satya.page.getByRole('option', { name: 'Gardening' }).click();
  await new RoomsPage(satya.page).join('Gardening');
  await expect(
    satya.conversation.notice('Kofi Mensah and Bob Achterberg joined · Priya Raghunathan left'),
  ).toBeVisible();

  await satya.conversation.openDetails();
  const members = satya.page.getByRole('list', { name: 'Members' }).getByRole('listitem');
  await expect(members).toHaveCount(4);
  await satya.page.getByRole('searchbox', { name: 'Search members' }).fill('mensah');
  await expect(members).toHaveCount(1);
  await expect(members).toContainText('Kofi Mensah');

  await satya.conversation.composer.pressSequentially('Ask @kof');
  await expect(satya.page.getByRole('option', { name: /Kofi Mensah/ })).toBeVisible();
  await satya.page.keyboard.press('Enter');
  await satya.page.keyboard.type('about bees');
  await satya.page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(satya.conversation.message('about bees').locator('.mention')).toHaveText(/^@kofi/);
});

test('the address of a room offers whoever is not in it to join', async ({ newPerson, newMessenger }) => {
  const { page, conversation } = await newPerson('Satya', NARROW);
  const host = await newMessenger('Zoë Ólafsdóttir');
  const room = await host.createRoom('Gardening');
  await host.writeOpenly(room, 'The beds are dug');
  await page.goto(`/c/${room}`);
  await expect(page.getByText('1 member')).toBeVisible();
  await new RoomsPage(page).join('Gardening');
  await expect(conversation.message('The beds are dug')).toBeVisible();
  await expect(page).toHaveURL(`/c/${room}`);
});

test('one leaves and comes back; a deleted room stays readable, and says until when', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya', NARROW);
  const alice = await newPerson('Alice', WIDE);
  const rooms = new RoomsPage(satya.page);
  await rooms.open();
  await rooms.create('Gardening');
  await satya.conversation.sayOpenly('The beds are dug');
  const directory = new RoomsPage(alice.page);
  await directory.open();
  await directory.join('Gardening');

  await alice.conversation.openDetails();
  await alice.page.getByRole('button', { name: 'Leave room' }).click();
  const leaving = alice.page.getByRole('dialog', { name: 'Leave this room?' });
  await leaving.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(alice.page.getByText("You're no longer in this room.")).toBeVisible();
  await expect(alice.conversation.message('The beds are dug')).toBeVisible();
  await alice.page.getByRole('button', { name: 'Join again' }).click();
  await expect(alice.conversation.composer).toBeVisible();

  await satya.conversation.openDetails();
  await satya.page.getByRole('button', { name: 'Leave room' }).click();
  const only = satya.page.getByRole('dialog', { name: 'Choose the next owner' });
  await only.getByRole('button', { name: 'Cancel' }).click();
  await satya.page.getByRole('button', { name: 'Delete room' }).click();
  const deleting = satya.page.getByRole('dialog', { name: 'Delete this room for everyone?' });
  await deleting.getByRole('textbox').fill('Garden');
  await deleting.getByRole('button', { name: 'Delete room' }).click();
  await expect(deleting.getByText('This is not the name of the room.')).toBeVisible();
  await deleting.getByRole('textbox').fill('Gardening');
  await deleting.getByRole('button', { name: 'Delete room' }).click();
  // A page that is left at once takes the request with it.
  await expect(satya.page.getByRole('button', { name: 'Delete room' })).toHaveCount(0);

  for (const { page, conversation } of [satya, alice]) {
    await page.goto(page.url().replace(/\/details$/, ''));
    await expect(
      page.getByText(/This room was deleted\. You can read it until \d+ \w+ \d{4}\./),
    ).toBeVisible();
    await expect(conversation.message('The beds are dug')).toBeVisible();
  }
  await directory.open();
  await alice.page.getByRole('searchbox', { name: 'Search rooms' }).fill('garden');
  await expect(alice.page.locator('main').getByText('No rooms match “garden”.').first()).toBeVisible();
});

test('the directory, a new room and a room with its details hold at every width, light and dark', async ({
  newPerson,
  newMessenger,
}) => {
  test.setTimeout(180_000);
  const { page, conversation } = await newPerson('Satya');
  const host = await newMessenger('Maximiliane Freifrau von Hohenlohe-Schillingsfürst');
  await host.createRoom('Donaudampfschifffahrtselektrizitätenhauptbetriebsw');
  const room = await host.createRoom('Gardening');
  await host.writeOpenly(room, 'The beds are dug');

  await page.goto('/rooms');
  await expect(page.getByRole('button', { name: 'Join Gardening' })).toBeVisible();
  await checkEverywhere(page);
  await page.goto('/rooms/new');
  await page.getByRole('button', { name: 'Create room' }).click();
  await expect(page.getByText('Name the room.')).toBeVisible();
  await checkEverywhere(page);
  await page.goto('/rooms');
  await new RoomsPage(page).join('Gardening');
  await conversation.openDetails();
  await expect(page.getByRole('list', { name: 'Members' })).toContainText('Maximiliane');
  await checkEverywhere(page);
});
