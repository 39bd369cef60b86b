import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { isIn, register } from '../pages/login-page.ts';

test.describe.configure({ timeout: 180_000 });

test('what is sealed is forwarded to where the server can read it only after a question', async ({
  server,
  newBrowser,
  newPerson,
}) => {
  const page = await (await newBrowser()).newPage();
  await page.goto(await server.adminLink());
  await register(page, 'ada', 'Ada', told.password());
  await isIn(page);
  await newPerson('Bob');
  const [list, pane] = [new ConversationList(page), new ConversationPane(page)];
  await list.find('Bob');
  await pane.say(told.markedOpenly('Only for Bob'));

  const choose = async () => {
    await pane.act('Only for Bob', 'Forward');
    await page.getByRole('combobox').fill('Announcements');
    await page.getByRole('option', { name: 'Announcements' }).click();
  };
  await choose();
  const question = page.getByRole('dialog', { name: 'Forward where the server can read it?' });
  await expect(question).toContainText('The server can read what you forward to Announcements.');
  await checkEverywhere(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await choose();
  await question.getByRole('button', { name: 'Forward' }).click();
  await expect(page.getByText('Forwarded to Announcements')).toBeVisible();
  await list.open('Announcements');
  // Once: nothing of what was taken back arrived.
  await expect(pane.message('Only for Bob')).toHaveCount(1);
});
