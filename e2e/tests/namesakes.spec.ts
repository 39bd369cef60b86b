import { expect, test } from '../test.ts';

test('two people of one name are told apart by their usernames', async ({ newPerson, newMessenger }) => {
  const satya = await newPerson('Satya');
  const first = await newMessenger('Lee');
  await first.write(satya.account.user, 'I am the first');
  await expect(satya.list.row('Lee')).toBeVisible();

  const second = await newMessenger('LEE');
  await second.write(satya.account.user, 'I am the second');
  const names = ['Lee (@lee)', 'LEE (@lee2)'];
  for (const name of names) {
    await expect(satya.list.row(name).locator('parley-avatar')).toHaveText('L');
    await satya.list.open(name);
    await expect(satya.page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  }

  const group = await second.createGroup('Lunch', [satya.account.user, first.account.user]);
  await first.writeToGroup(group, 'Noon at the corner?');
  await satya.list.open('Lunch');
  await expect(satya.conversation.notice('LEE (@lee2) created the group')).toBeVisible();
  const message = satya.conversation.message('Noon at the corner?');
  await expect(message).toContainText('Lee (@lee)');
  await expect(message.locator('parley-avatar')).toHaveText('L');
  await expect(satya.list.row('Lunch')).toContainText('Lee (@lee): Noon at the corner?');
});
