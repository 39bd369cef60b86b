import { told } from '../blind/told.ts';
import { createGroup } from '../pages/new-group.ts';
import type { Person } from '../people/person.ts';
import { expect, test } from '../test.ts';

test('a conversation is muted, put into the archive and brought back', async ({
  newMessenger,
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  await alice.write(satya.account.user, 'Hello');
  await satya.list.open('Alice');
  await choose(satya, 'Mute');
  await expect(satya.list.row('Alice')).toContainText('Muted');
  await choose(satya, 'Archive');
  await expect(satya.list.row('Alice')).toHaveCount(0);

  await satya.page.reload();
  await satya.page.getByRole('button', { name: 'Archived (1)' }).click();
  await satya.list.open('Alice');
  await choose(satya, 'Unarchive');
  await satya.page.getByRole('button', { name: 'Back to conversations' }).click();
  await expect(satya.list.row('Alice')).toContainText('Muted');

  await satya.list.row('Alice').click({ button: 'right' });
  await satya.page.getByRole('menuitem', { name: 'Unmute' }).click();
  await expect(satya.list.row('Alice')).not.toContainText('Muted');
  await expect(satya.list.row('Alice')).toBeFocused();
});

test('marked unread by hand it stays so until it is opened, in every browser', async ({
  newMessenger,
  newPerson,
  inAnotherBrowser,
}) => {
  const satya = await newPerson('Satya');
  const other = await inAnotherBrowser(satya);
  const alice = await newMessenger('Alice');
  await alice.write(satya.account.user, 'Please look at this later');
  await satya.list.open('Alice');
  await expect(satya.list.row('Alice')).not.toContainText('unread');
  await choose(satya, 'Mark unread');
  await expect(satya.list.row('Alice')).toContainText('Marked unread');
  // Open pages learn of it with the next comparison of heads, new ones at once.
  await other.page.reload();
  await expect(other.list.row('Alice')).toContainText('Marked unread');
  await other.list.open('Alice');
  await expect(other.list.row('Alice')).not.toContainText('Marked unread');
  await satya.page.reload();
  await expect(satya.list.row('Alice')).toBeVisible();
  await expect(satya.list.row('Alice')).not.toContainText('Marked unread');
});

test('a mention has a badge of its own', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await createGroup(alice.page, 'Kitchen', ['Satya']);
  await alice.conversation.say('Who waters the plants?');
  await expect(satya.list.row('Kitchen')).toContainText('1 unread message');
  await expect(satya.list.row('Kitchen')).not.toContainText('mention');

  const plants = told.marked('The plants:');
  await alice.conversation.composer.pressSequentially(`${plants} @sat`);
  await expect(alice.page.getByRole('option', { name: /Satya/ })).toHaveAttribute('aria-selected', 'true');
  await alice.conversation.composer.press('Enter');
  await expect(alice.conversation.composer).toHaveValue(`${plants} @satya `);
  await alice.conversation.composer.pressSequentially('do you?');
  await alice.conversation.composer.press('Enter');
  await expect(satya.list.row('Kitchen')).toContainText('1 mention');
  await satya.list.open('Kitchen');
  await expect(satya.list.row('Kitchen')).not.toContainText('mention');
});

test('a forwarded message says whose it was', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const bob = await newPerson('Bob');
  await satya.talkTo(bob);
  await satya.conversation.say('Hello Bob');
  await satya.talkTo(alice);
  await satya.conversation.say('Hello Alice');
  await alice.list.open('Satya');
  await alice.conversation.say('The door code is 4711');
  await satya.conversation.act('The door code is 4711', 'Forward');
  await satya.page.getByRole('combobox').fill('Bob');
  await satya.page.getByRole('option', { name: 'Bob' }).click();

  await bob.list.open('Satya');
  await expect(bob.conversation.message('The door code is 4711')).toContainText('Forwarded from Alice');
});

async function choose({ page }: Person, entry: string): Promise<void> {
  await page.getByRole('button', { name: 'Conversation menu' }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}
