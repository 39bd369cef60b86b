import { told } from '../blind/told.ts';
import { Keyboard } from '../pages/keyboard.ts';
import { expect, test } from '../test.ts';

test('with keys alone a conversation is muted, put into the archive, brought back and marked unread', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account, list } = await newPerson('Satya');
  await (await newMessenger('Alice')).write(account.user, 'Hello');
  const keys = new Keyboard(page);
  const menu = page.getByRole('button', { name: 'Conversation menu' });
  await keys.use(list.row('Alice'));

  await keys.choose(menu, 'Mute');
  await expect(list.row('Alice')).toContainText('Muted');
  await expect(menu).toBeFocused();
  await keys.choose(menu, 'Archive');
  await keys.use(page.getByRole('button', { name: 'Undo' }));
  await expect(list.row('Alice')).toBeVisible();

  await keys.choose(menu, 'Archive');
  await keys.use(page.getByRole('button', { name: 'Archived (1)' }));
  await keys.use(list.row('Alice'));
  await keys.choose(menu, 'Unarchive');
  await keys.use(page.getByRole('button', { name: 'Back to conversations' }));
  await keys.choose(menu, 'Mark unread');
  await expect(page).toHaveURL('/');
  await expect(list.row('Alice')).toBeFocused();
  await expect(list.row('Alice')).toContainText('Marked unread');
});

test('with keys alone a draft is left and found again, and Alt with the arrows goes through the conversations', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account, list, conversation } = await newPerson('Satya');
  await (await newMessenger('Alice')).write(account.user, 'Hello');
  await expect(list.row('Alice')).toBeVisible();
  await (await newMessenger('Bob')).write(account.user, 'Good morning');
  await expect(list.rows.first()).toContainText('Bob');
  const keys = new Keyboard(page);
  await keys.press('Alt+ArrowDown');
  await expect(conversation.message('Good morning')).toBeVisible();
  await expect(conversation.composer).toBeFocused();
  const half = told.marked('half a thought');
  await keys.type(half);
  await expect(list.row('Bob')).toContainText('Draft: half a thought');
  await keys.press('Alt+ArrowDown');
  await expect(conversation.message('Hello')).toBeVisible();
  await keys.press('Alt+ArrowUp');
  await expect(conversation.composer).toHaveValue(half);
});
