import { createGroup } from '../pages/new-group.ts';
import { GroupDetails } from '../pages/group-details.ts';
import { expect, test } from '../test.ts';

test('three people talk in a group that appears at everyone at once', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const bob = await newPerson('Bob');

  await createGroup(satya.page, 'Lunch', ['Alice', 'Bob']);
  await alice.list.open('Lunch');
  await bob.list.open('Lunch');
  await satya.conversation.say('Noon at the corner?');
  await expect(alice.conversation.message('Noon at the corner?')).toContainText('Satya');
  await bob.conversation.say('I am in');
  await alice.conversation.say('Me too');

  await expect(satya.conversation.message('Me too')).toBeVisible();
  for (const { conversation } of [satya, alice, bob]) {
    await expect.poll(() => conversation.texts()).toEqual(['Noon at the corner?', 'I am in', 'Me too']);
  }

  await expect(satya.conversation.mark('Noon at the corner?', 'Read')).toBeAttached();
  await satya.conversation.message('Noon at the corner?').hover();
  await satya.conversation
    .message('Noon at the corner?')
    .getByRole('button', { name: 'Who has seen this' })
    .click();
  const panel = satya.page.getByRole('dialog', { name: 'Who has seen this' });
  await expect(panel).toContainText('Alice');
  await expect(panel).toContainText('Bob');
});

test('renaming, adding, removing and leaving are told to everyone', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const bob = await newPerson('Bob');
  await createGroup(satya.page, 'Lunch', ['Alice']);
  await alice.list.open('Lunch');

  await satya.conversation.openDetails();
  const details = new GroupDetails(satya.page);
  await details.rename('Dinner');
  await expect(alice.conversation.notice('Satya named the group “Dinner”')).toBeVisible();
  await expect(alice.list.row('Dinner')).toBeVisible();

  await details.add('Bob');
  await expect(alice.conversation.notice('Satya added Bob')).toBeVisible();
  await bob.list.open('Dinner');
  await bob.conversation.say('What are we having?');
  await expect(alice.conversation.message('What are we having?')).toBeVisible();

  await bob.conversation.openDetails();
  await new GroupDetails(bob.page).leave();
  await expect(satya.conversation.notice('Bob left')).toBeVisible();
  await expect(details.members).toHaveCount(2);
});

test('a removed member sees it, gets nothing afterwards and keeps what they had', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const bob = await newPerson('Bob');
  await createGroup(satya.page, 'Lunch', ['Alice', 'Bob']);
  await satya.conversation.say('Before');
  await bob.list.open('Lunch');
  await expect(bob.conversation.message('Before')).toBeVisible();

  await satya.conversation.openDetails();
  await new GroupDetails(satya.page).remove('Bob');
  await expect(bob.conversation.notice('Satya removed you')).toBeVisible();
  await expect(bob.page.getByText("You're no longer in this group.")).toBeVisible();

  await satya.conversation.say('After');
  await alice.list.open('Lunch');
  await expect(alice.conversation.message('After')).toBeVisible();
  await bob.page.reload();
  await expect(bob.conversation.message('Before')).toBeVisible();
  await expect(bob.conversation.message('After')).toHaveCount(0);
});

test('the last owner cannot leave a group ownerless', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  await newPerson('Alice');
  await createGroup(satya.page, 'Lunch', ['Alice']);
  await satya.conversation.openDetails();
  await satya.page.getByRole('button', { name: 'Leave group' }).click();
  const dialog = satya.page.getByRole('dialog', { name: 'Make someone else an owner first' });
  await dialog.getByRole('button', { name: 'Choose a member' }).click();
  await expect(satya.page.getByRole('button', { name: 'Actions for Alice' })).toBeFocused();
});

test('an owner deletes what a member wrote, everyone sees who did, and a member is offered nothing like it', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await createGroup(satya.page, 'Lunch', ['Alice']);
  await satya.conversation.say('Be kind');
  await alice.list.open('Lunch');
  await alice.conversation.say('Something rude');

  await satya.conversation.act('Something rude', 'Delete for everyone');
  await satya.page.getByRole('button', { name: 'Undo' }).click();
  await expect(satya.conversation.message('Something rude')).toBeVisible();
  await satya.conversation.act('Something rude', 'Delete for everyone');
  await expect(satya.page.getByText("Alice's message will be deleted for everyone")).toBeVisible();
  await expect(alice.conversation.message('Message deleted by Satya')).toBeVisible({ timeout: 15_000 });
  await expect(satya.conversation.message('Message deleted by you')).toBeVisible();
  await alice.page.reload();
  await expect(alice.conversation.message('Message deleted by Satya')).toBeVisible();

  await alice.conversation.message('Be kind').hover();
  await alice.conversation.message('Be kind').getByRole('button', { name: 'More actions' }).click();
  await expect(alice.page.getByRole('menuitem', { name: 'Forward' })).toBeVisible();
  await expect(alice.page.getByRole('menuitem', { name: /Delete/ })).toHaveCount(0);
});
