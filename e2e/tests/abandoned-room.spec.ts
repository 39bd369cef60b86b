import { expect, test } from '../one-server.ts';
import { told } from '../blind/told.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { register } from '../pages/login-page.ts';
import { RoomDetails } from '../pages/room-details.ts';
import { RoomsPage } from '../pages/rooms-page.ts';

test("a room whose owner's account is deactivated gets a new owner by an administrator of the server", async ({
  server,
  newBrowser,
  newPerson,
  newMessenger,
}) => {
  test.setTimeout(120_000);
  const page = await (await newBrowser({ viewport: { width: 390, height: 844 } })).newPage();
  await page.goto(await server.adminLink());
  await register(page, 'ada', 'Ada', told.password());
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Parley' })).toBeVisible();

  const gone = await newMessenger('Zoë Ólafsdóttir');
  const room = await gone.createRoom('Gardening');
  const member = await newPerson('Alice', { viewport: { width: 1440, height: 900 } });
  const directory = new RoomsPage(member.page);
  await directory.open();
  await directory.join('Gardening');
  await gone.close();
  await server.deactivate(gone.account.user.username);

  await page.goto('/rooms');
  await new RoomsPage(page).join('Gardening');
  const details = new RoomDetails(page);
  await details.open();
  await expect(details.pane).toContainText('Nobody who owns this room has an account in use.');
  await checkEverywhere(page);
  await details.press('Choose an owner');
  await details.choose('Alice');
  await details.confirm('Make Alice owner');
  await expect(details.pane).not.toContainText('Nobody who owns this room');

  const seen = new RoomDetails(member.page);
  await expect(member.conversation.notice('Ada made you an owner')).toBeVisible();
  await seen.open();
  await expect(seen.pane.getByRole('button', { name: 'Delete room' })).toBeVisible();
  expect(room).not.toBe('');
});
