import { expect, test } from '../test.ts';

/** How much of a text in one line is not to be seen; an ellipsis appears from the first fraction of a pixel on. */
function cutOff(element: Element): number {
  const text = document.createRange();
  text.selectNodeContents(element);
  return text.getBoundingClientRect().width - element.getBoundingClientRect().width;
}

test('two people of one name are told apart by their usernames', async ({ newPerson, newMessenger }) => {
  const satya = await newPerson('Satya');
  const first = await newMessenger('Lee Anderson');
  await first.write(satya.account.user, 'I am the first');
  await expect(satya.list.row('Lee Anderson')).toBeVisible();

  const second = await newMessenger('LEE ANDERSON');
  await second.write(satya.account.user, 'I am the second');
  const names = ['Lee Anderson (@leeanderson)', 'LEE ANDERSON (@leeanderson2)'];
  for (const name of names) {
    await expect(satya.list.row(name).locator('parley-avatar')).toHaveText('LA');
    const username = satya.list.row(name).locator('.username');
    expect(await username.evaluate(cutOff)).toBeLessThan(0.01);
    await satya.list.open(name);
    await expect(satya.page.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();
  }

  const group = await second.createGroup('Lunch', [satya.account.user, first.account.user]);
  await first.writeToGroup(group, 'Noon at the corner?');
  await satya.list.open('Lunch');
  await expect(satya.conversation.notice('LEE ANDERSON (@leeanderson2) created the group')).toBeVisible();
  const message = satya.conversation.message('Noon at the corner?');
  await expect(message).toContainText('Lee Anderson (@leeanderson)');
  await expect(message.locator('parley-avatar')).toHaveText('LA');
  await expect(satya.list.row('Lunch')).toContainText('Lee Anderson (@leeanderson): Noon at the corner?');
});
