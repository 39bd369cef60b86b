import { told } from '../blind/told.ts';
import { Keyboard } from '../pages/keyboard.ts';
import { expect, test } from '../test.ts';

test('with keys alone one finds a person, reads the profile, blocks and unblocks', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, conversation } = await newPerson('Satya');
  await newMessenger('Alice');
  const keys = new Keyboard(page);
  await keys.use(page.getByRole('link', { name: 'People' }));
  await keys.fill(page.getByRole('searchbox', { name: 'Search people' }), 'Ali');
  await keys.use(page.getByRole('list', { name: 'People' }).getByRole('link', { name: /Alice/ }));
  await expect(conversation.composer).toBeFocused();
  await keys.use(page.getByRole('link', { name: 'Details', exact: true }), 'Shift+Tab');
  const details = page.getByRole('complementary', { name: 'Details' });
  await expect(details).toContainText('@alice');
  await keys.use(details.getByRole('button', { name: 'Block', exact: true }));
  await expect(page.getByText('You blocked this person.')).toBeVisible();
  await keys.use(details.getByRole('button', { name: 'Unblock' }));
  await expect(conversation.composer).toBeVisible();
  await keys.press('Escape');
  await expect(details).toBeHidden();
});

test('with keys alone somebody who was invited makes an account and answers who was there before', async ({
  newPerson,
  newBrowser,
}) => {
  const satya = await newPerson('Satya');
  await satya.page.goto('/settings/invitations');
  const inviting = new Keyboard(satya.page);
  await inviting.use(satya.page.getByRole('button', { name: 'New invitation' }));
  const link = await satya.page.getByText(/\/register#invitation=/).innerText();

  const page = await (await newBrowser()).newPage();
  await page.goto(link.trim());
  const keys = new Keyboard(page);
  await keys.fill(page.getByRole('textbox', { name: 'Username' }), 'ida');
  await keys.fill(page.getByRole('textbox', { name: 'Display name' }), 'Ida');
  await keys.fill(page.getByLabel('Password'), told.password());
  await keys.use(page.getByRole('button', { name: 'Create account' }));
  await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible({ timeout: 20_000 });
  await keys.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await keys.type('Satya');
  await expect(page.getByRole('option', { name: 'Satya' })).toBeVisible();
  await keys.press('Enter');
  await keys.reach(page.getByRole('textbox', { name: 'Message' }));
  await keys.type(told.marked('Thank you for the invitation'));
  await keys.press('Enter');
  await expect(satya.list.row('Ida')).toContainText('Thank you for the invitation');
});

test('with keys alone one makes a group, names it anew, changes its members and deletes it', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, conversation } = await newPerson('Satya');
  for (const name of ['Alice', 'Bob']) await newMessenger(name);
  const keys = new Keyboard(page);
  await keys.use(page.getByRole('link', { name: 'New group' }));
  await keys.fill(page.getByRole('textbox', { name: 'Group name' }), 'Kitchen');
  await keys.reach(page.getByRole('checkbox', { name: 'Alice' }));
  await keys.press('Space');
  await keys.use(page.getByRole('button', { name: 'Create group' }));
  await expect(page.getByRole('heading', { level: 1, name: 'Kitchen' })).toBeVisible();

  await keys.use(page.getByRole('link', { name: 'Details', exact: true }));
  const details = page.getByRole('complementary', { name: 'Details' });
  await keys.use(details.getByRole('button', { name: 'Rename group' }));
  await keys.fill(details.getByRole('textbox', { name: 'Group name' }), 'Dining room');
  await keys.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Dining room' })).toBeVisible();

  const add = details.getByRole('button', { name: 'Add' });
  await keys.use(add);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await keys.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(add).toBeFocused();
  await keys.use(add);
  await keys.reach(dialog.getByRole('checkbox', { name: 'Bob' }));
  await keys.press('Space');
  await keys.use(dialog.getByRole('button', { name: 'Add', exact: true }));
  await expect(conversation.notice('You added Bob')).toBeVisible();

  const members = details.getByRole('list', { name: 'Members' });
  const bob = details.getByRole('button', { name: 'Actions for Bob' });
  await keys.choose(bob, 'Make admin');
  await expect(members.getByRole('listitem').filter({ hasText: 'Bob' })).toContainText('admin');
  await keys.choose(bob, 'Make owner');
  await expect(members.getByRole('listitem').filter({ hasText: 'Bob' })).toContainText('owner');
  await keys.choose(bob, 'Remove from group');
  await expect(members.getByRole('listitem')).toHaveCount(2);
  await keys.use(page.getByRole('button', { name: 'Undo' }));
  await expect(members.getByRole('listitem')).toHaveCount(3);

  const end = details.getByRole('button', { name: 'Delete group' });
  await keys.use(end);
  await keys.use(dialog.getByRole('button', { name: 'Cancel' }));
  await expect(end).toBeFocused();
  await keys.use(end);
  await keys.use(dialog.getByRole('button', { name: /^Delete/ }));
  await expect(page.getByText('This group was deleted.', { exact: false })).toBeVisible();
});
