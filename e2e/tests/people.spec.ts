import { expect, test } from '../test.ts';

test('people are found by name, and their profile is beside the conversation', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const zoe = await newPerson('Zoë Ólafsdóttir');
  await zoe.page.goto('/settings/profile');
  await zoe.page.getByRole('textbox', { name: 'About' }).fill('Back on Monday');
  await zoe.page.getByRole('button', { name: /Save/ }).click();
  await expect(zoe.page.getByText('Profile saved')).toBeVisible();

  await satya.page.goto('/people');
  await satya.page.getByRole('searchbox', { name: 'Search people' }).fill('Zoë');
  const found = satya.page.getByRole('list', { name: 'People' }).getByRole('link');
  await expect(found).toHaveCount(1);
  await found.click();
  await satya.conversation.openDetails();
  await expect(satya.page.getByRole('complementary', { name: 'Details' })).toContainText('Back on Monday');
});

test('nothing is seen of a blocked person, and they learn nothing of it', async ({ newPerson }) => {
  const satya = await newPerson('Satya');
  const mallory = await newPerson('Mallory');
  await mallory.talkTo(satya);
  await mallory.conversation.say('before');
  await satya.list.open('Mallory');
  await expect(mallory.conversation.mark('before', 'Read')).toBeAttached();

  await satya.conversation.openDetails();
  await satya.page.getByRole('button', { name: 'Block', exact: true }).click();
  await expect(satya.list.row('Mallory')).toHaveCount(0);
  await mallory.conversation.say('do you hear me?');
  await expect(mallory.conversation.mark('do you hear me?', 'Sent')).toBeAttached();
  await satya.page.reload();
  await expect(satya.page.getByText('You blocked this person.')).toBeVisible();
  await expect(satya.conversation.message('do you hear me?')).toHaveCount(0);
  await expect(mallory.conversation.mark('do you hear me?', 'Sent')).toBeAttached();

  await satya.page.locator('parley-composer').getByRole('button', { name: 'Unblock' }).click();
  await expect(satya.conversation.message('do you hear me?')).toBeVisible();
  await expect(mallory.conversation.mark('do you hear me?', 'Read')).toBeAttached();
});

test('a conversation that nobody has written to yet says with whom it is, also after a reload', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  const heading = satya.page.getByRole('heading', { level: 1, name: 'Alice' });
  await expect(heading).toBeVisible();
  await satya.page.reload();
  await expect(heading).toBeVisible();
});

test('an address of no conversation says so and leads back', async ({ newPerson }) => {
  const { page } = await newPerson('Satya');
  await page.goto('/c/00000000-0000-4000-8000-00000000dead');
  await expect(page.getByText("This conversation doesn't exist, or you're not in it.")).toBeVisible();
  await page.getByRole('link', { name: 'Show all conversations' }).click();
  await expect(page).toHaveURL('/');
});
