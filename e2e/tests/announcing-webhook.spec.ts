import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { isIn, register } from '../pages/login-page.ts';
import { RoomDetails } from '../pages/room-details.ts';

test('an administrator lets a tool announce, from the details of the announcements', async ({
  server,
  newBrowser,
  request,
}) => {
  const page = await (await newBrowser()).newPage();
  await page.goto(await server.adminLink());
  await register(page, 'ada', 'Ada', told.password());
  await isIn(page);
  await new ConversationList(page).open('Announcements');
  const details = new RoomDetails(page);
  await details.open();
  await details.pane.getByText('Webhooks', { exact: true }).click();
  await details.pane.getByRole('textbox', { name: 'Name', exact: true }).fill('Uptime');
  await details.press('Make a webhook');
  const address = details.pane.locator('parley-copyable code');
  await expect(address).toHaveText(/\/hooks\/[\w-]{43}$/);

  const answer = await request.post(await address.innerText(), { data: { text: 'All is well.' } });

  expect(await answer.text()).toBe('ok');
  await expect(new ConversationPane(page).message('All is well.')).toBeVisible();
});
