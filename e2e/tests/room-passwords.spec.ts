import { told } from '../blind/told.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { join, logIn } from '../pages/login-page.ts';
import { RoomPasswordPage } from '../pages/room-password.ts';
import { RoomsPage } from '../pages/rooms-page.ts';
import type { Person } from '../people/person.ts';
import { expect, test } from '../test.ts';

const NARROW = { viewport: { width: 390, height: 844 } };
const WIDE = { viewport: { width: 1440, height: 900 } };

/** Somebody creates a room with a password, and goes into it. @returns the link that brings the password along */
async function createLocked({ page }: Person, name: string, password: string): Promise<string> {
  const rooms = new RoomsPage(page);
  await rooms.open();
  await page.getByRole('link', { name: 'New room' }).click();
  await page.getByRole('textbox', { name: 'Room name' }).fill(name);
  await page.getByLabel('Password (optional)').fill(password);
  await page.getByRole('button', { name: 'Create room' }).click();
  await page.getByRole('link', { name: 'Open room' }).waitFor();
  const link = await new RoomPasswordPage(page).link();
  await page.getByRole('link', { name: 'Open room' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  return link;
}

test('a locked room is joined by its password alone, and a wrong one stays in its field', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya', WIDE);
  const alice = await newPerson('Alice', NARROW);
  const password = told.password();
  await createLocked(satya, 'Gardening', password);
  await satya.conversation.sayOpenly('The beds are dug');

  const directory = new RoomsPage(alice.page);
  await directory.open();
  await expect(directory.room('Gardening')).toContainText('locked');
  await expect(directory.room('Gardening')).toContainText('1 member');
  await expect(directory.room('Gardening')).not.toContainText('active');
  const asked = new RoomPasswordPage(alice.page);
  await alice.page.getByRole('button', { name: 'Join Gardening' }).click();
  const wrong = told.password();
  await asked.type(wrong);
  await expect(asked.dialog.getByText("That isn't the password of this room.")).toBeVisible();
  await expect(asked.field).toHaveValue(wrong);
  await expect(asked.field).toHaveAttribute('aria-invalid', 'true');
  await asked.type(password);
  await expect(alice.conversation.message('The beds are dug')).toContainText('Satya');
  await expect(satya.conversation.notice('Alice joined')).toBeVisible();
});

test('a changed password keeps nobody in the room out of it; removing it lets everyone in', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya', NARROW);
  const alice = await newPerson('Alice', WIDE);
  const [first, second] = [told.password(), told.password()];
  await createLocked(satya, 'Gardening', first);
  const directory = new RoomsPage(alice.page);
  const asked = new RoomPasswordPage(alice.page);
  // By the finder, whose result leads to the directory.
  await alice.page.keyboard.press('Control+k');
  await alice.page.getByRole('combobox').fill('garden');
  await expect(alice.page.getByRole('option', { name: 'Gardening' })).toContainText('locked');
  await alice.page.getByRole('option', { name: 'Gardening' }).click();
  await alice.page.getByRole('button', { name: 'Join Gardening' }).click();
  await asked.type(first);
  await alice.page.getByRole('heading', { level: 1, name: 'Gardening' }).waitFor();

  await satya.conversation.openDetails();
  await new RoomPasswordPage(satya.page).set(second);
  await expect(alice.conversation.notice('Satya set a password for joining this room').last()).toBeVisible();
  await alice.conversation.sayOpenly('Still here');

  await alice.conversation.openDetails();
  await expect(alice.page.getByText('Joining takes a password.')).toBeVisible();
  await alice.page.getByRole('button', { name: 'Leave room' }).click();
  const leaving = alice.page.getByRole('dialog', { name: 'Leave this room?' });
  await leaving.getByRole('button', { name: 'Leave', exact: true }).click();
  await alice.page.getByRole('button', { name: 'Join again' }).click();
  await asked.type(first);
  await expect(asked.dialog.getByText("That isn't the password of this room.")).toBeVisible();
  await asked.type(second);
  await expect(alice.conversation.composer).toBeVisible();

  await satya.page.getByRole('button', { name: 'Remove password' }).click();
  const removing = satya.page.getByRole('dialog', { name: 'Remove the password?' });
  await removing.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(satya.page.getByRole('button', { name: 'Set a password' })).toBeVisible();
  const bob = await newPerson('Bob', NARROW);
  const others = new RoomsPage(bob.page);
  await others.open();
  await others.join('Gardening');
  await directory.open();
  await expect(directory.room('Gardening')).not.toContainText('locked');
});

test('a link brings the password along, past a login, and leaves it in no address', async ({
  newPerson,
  newBrowser,
}) => {
  const satya = await newPerson('Satya', WIDE);
  const link = await createLocked(satya, 'Gardening', told.password());
  const address = link.split('#')[0] ?? '';
  const path = new URL(address).pathname;

  const alice = await newPerson('Alice', NARROW);
  await alice.page.goto(link);
  await expect(alice.page.getByText('Your link brings the password along.')).toBeVisible();
  await expect(alice.page).toHaveURL(address);
  await alice.page.getByRole('button', { name: 'Join Gardening' }).click();
  await alice.page.getByRole('heading', { level: 1, name: 'Gardening' }).waitFor();
  await alice.page.goBack();
  expect(alice.page.url()).not.toContain('#');
  // Who is in it already goes on into the room.
  await alice.page.goto(link);
  await expect(alice.page).toHaveURL(/\/c\//);

  const password = told.password();
  await join(await (await newBrowser(NARROW)).newPage(), 'priya', 'Priya', password);
  const page = await (await newBrowser(NARROW)).newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`));
  await page.goto(link);
  await expect(page).toHaveURL(`${new URL(address).origin}/login?return=${encodeURIComponent(path)}`);
  await logIn(page, 'priya', password);
  await expect(page.getByText('Your link brings the password along.')).toBeVisible();
  await page.getByRole('button', { name: 'Join Gardening' }).click();
  await page.getByRole('heading', { level: 1, name: 'Gardening' }).waitFor();
  const [, secret = 'none'] = link.split('#');
  expect(requests.filter((request) => request.includes(secret))).toEqual([]);
});

test('a newer link opened on the page of the same room is the one that counts', async ({ newPerson }) => {
  const satya = await newPerson('Satya', WIDE);
  const link = await createLocked(satya, 'Gardening', told.password());
  const address = link.split('#')[0] ?? '';
  await satya.conversation.openDetails();
  await new RoomPasswordPage(satya.page).set(told.password());
  const newer = await new RoomPasswordPage(satya.page).link();
  expect(newer).not.toBe(link);

  const { page } = await newPerson('Alice', NARROW);
  await page.goto(link);
  await page.getByRole('button', { name: 'Join Gardening' }).click();
  await expect(page.getByText('Ask for a new link')).toBeVisible();
  await expect(page.getByText('Your link brings the password along.')).toHaveCount(0);
  // As from the address bar: the page stays.
  await page.evaluate((to) => location.assign(to), newer);
  await expect(page.getByText('Your link brings the password along.')).toBeVisible();
  await expect(page).toHaveURL(address);
  await expect(page.getByText('Ask for a new link')).toHaveCount(0);
  await page.getByRole('button', { name: 'Join Gardening' }).click();
  await page.getByRole('heading', { level: 1, name: 'Gardening' }).waitFor();
});

test('where passwords of rooms are asked for and set holds at every width, light and dark', async ({
  newPerson,
}) => {
  test.setTimeout(240_000);
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const { page } = satya;
  await page.goto('/rooms/new');
  await page.getByRole('textbox', { name: 'Room name' }).fill('Gardening');
  await page.getByLabel('Password (optional)').fill(told.password());
  await page.getByRole('button', { name: 'Create room' }).click();
  await page.getByRole('link', { name: 'Open room' }).waitFor();
  await checkEverywhere(page);
  const link = await new RoomPasswordPage(page).link();
  await page.getByRole('link', { name: 'Open room' }).click();
  await satya.conversation.openDetails();
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByLabel('New password of the room').waitFor();
  await checkEverywhere(page);

  await alice.page.goto('/rooms');
  await alice.page.getByRole('button', { name: 'Join Gardening' }).click();
  await new RoomPasswordPage(alice.page).type(told.password());
  await expect(alice.page.getByText("That isn't the password of this room.")).toBeVisible();
  await checkEverywhere(alice.page);
  await alice.page.goto(link);
  await expect(alice.page.getByText('Your link brings the password along.')).toBeVisible();
  await checkEverywhere(alice.page);
});
