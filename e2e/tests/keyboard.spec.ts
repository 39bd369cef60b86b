import { told } from '../blind/told.ts';
import { logIn } from '../pages/login-page.ts';
import { inhabit } from '../people/world.ts';
import { expect, test } from '../test.ts';

test('everything from the login to the answer goes by keyboard alone', async ({ newBrowser, newPerson }) => {
  const alice = await newPerson('Alice');
  const page = await (await newBrowser()).newPage();
  await page.goto('/register');
  await expect(page.getByRole('textbox', { name: 'Username' })).toBeFocused();
  await page.keyboard.type('satya');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Satya');
  await page.keyboard.press('Tab');
  await page.keyboard.type(told.password());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('Alice');
  await expect(page.getByRole('option', { name: /Alice/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.keyboard.type(told.marked('By keyboard'));
  await page.keyboard.press('Enter');
  await expect(alice.list.row('Satya')).toContainText('By keyboard');
  // What Alice has may be on its way back to the sender, and is not edited before.
  await expect(page.getByRole('log').getByText('Delivered', { exact: true })).toBeAttached();

  await page.keyboard.press('ArrowUp');
  await expect(page.getByText('Edit message')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Edit message')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/');
});

test('arrow keys, Home, End and the first letters go through the conversations', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, list, account } = await newPerson('Satya');
  await inhabit(newMessenger, account.user);
  await expect(list.rows.first()).toContainText('the rest can wait');
  await list.rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(list.rows.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(list.rows.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(list.rows.first()).toBeFocused();
  await page.keyboard.type('bob');
  await expect(list.row('Bob Achterberg')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Bob Achterberg' })).toBeVisible();
});

test('the focus stays on a conversation that news move', async ({ newMessenger, newPerson }) => {
  const { page, list, account } = await newPerson('Satya');
  const people = [];
  for (const name of ['Alice', 'Bob', 'Kofi']) {
    const person = await newMessenger(name);
    await person.write(account.user, `Hello from ${name}`);
    people.push(person);
  }
  await expect(list.rows.first()).toContainText('Hello from Kofi');
  const alice = list.row('Alice');
  await alice.focus();
  await people[0]?.write(account.user, 'And another thing');
  await expect(list.rows.first()).toContainText('And another thing');
  await expect(alice).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(list.row('Kofi')).toBeFocused();
});

test('a message is answered, reacted to and pinned by keyboard, and the focus comes back', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account, conversation } = await newPerson('Satya');
  const { direct } = await inhabit(newMessenger, account.user);
  await page.goto(`/c/${direct}`);
  const message = conversation.message('the rest can wait');
  await message.focus();
  await page.keyboard.press('ArrowUp');
  await expect(conversation.message('second page')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(message).toBeFocused();

  const more = message.getByRole('button', { name: 'More actions' });
  await more.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Copy text' })).toBeFocused();
  for (const next of ['Copy link', 'Forward', 'Pin']) {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: next })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Pinned message/ })).toBeVisible();
  await expect(more).toBeFocused();
});

test('the question mark shows all shortcuts, and Escape puts them away', async ({ newPerson }) => {
  const { page } = await newPerson('Satya');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Ctrl');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a failed login leaves the focus where one goes on', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  await page.goto('/login');
  await logIn(page, 'nobody', told.password());
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel('Password').press('Enter');
  await expect(page.getByLabel('Password')).toBeFocused();
});
