import { RoomDetails } from '../pages/room-details.ts';
import { RoomsPage } from '../pages/rooms-page.ts';
import { expect, test } from '../test.ts';

test('a slash offers commands with help, and their answer is for who asked', async ({ newPerson }) => {
  const owner = await newPerson('Satya');
  const rooms = new RoomsPage(owner.page);
  await rooms.open();
  await rooms.create('Engine room');
  const field = owner.page.getByRole('textbox', { name: 'Message' });

  await field.pressSequentially('/pi');
  await expect(owner.page.getByRole('option', { name: '/ping answers pong' })).toBeVisible();
  await field.press('Tab');
  await expect(field).toHaveValue('/ping ');
  await field.press('Enter');

  await expect(owner.page.getByText('/ping · only you see this')).toBeVisible();
  await expect(owner.page.locator('parley-command-answer pre')).toHaveText('pong');
  await expect(field).toHaveValue('');
  await field.fill('//ping');
  await field.press('Enter');
  await expect(owner.conversation.message('/ping')).toBeVisible();
});

test('a webhook made on the page of a room says what a tool posts', async ({ newPerson, request }) => {
  const owner = await newPerson('Satya');
  const rooms = new RoomsPage(owner.page);
  await rooms.open();
  await rooms.create('Alerts');
  const details = new RoomDetails(owner.page);
  await details.open();
  await owner.page.getByText('Webhooks', { exact: true }).click();
  await owner.page.getByRole('textbox', { name: 'Name', exact: true }).fill('Grafana');
  await owner.page.getByRole('button', { name: 'Make a webhook' }).click();
  const address = owner.page.locator('parley-copyable code');
  await expect(address).toHaveText(/\/hooks\/[\w-]{43}$/);

  const answer = await request.post(await address.innerText(), { data: { text: 'disk <full>' } });

  expect(await answer.text()).toBe('ok');
  await expect(owner.page.getByText('Tools post to it · last used')).toHaveCount(0);
  await expect(owner.page.getByText('disk <full>').first()).toBeAttached();
});
