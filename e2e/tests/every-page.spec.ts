import { checkEverywhere } from '../pages/check-everywhere.ts';
import { inhabit } from '../people/world.ts';
import { expect, test } from '../test.ts';

// Six times axe for each page takes its time.
test.describe.configure({ timeout: 240_000 });

const settings = ['appearance', 'notifications', 'profile', 'devices', 'keys', 'password', 'invitations'];

test('the pages before the login hold at every width, light and dark', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  for (const path of ['/login', '/register', '/reset#user=satya&secret=x']) {
    await page.goto(path);
    await expect(page.getByRole('heading').first()).toBeAttached();
    await checkEverywhere(page);
  }
});

for (const kind of ['direct', 'group'] as const) {
  test(`a ${kind} conversation and its details hold at every width, light and dark`, async ({
    newMessenger,
    newPerson,
  }) => {
    const { page, account } = await newPerson('Satya');
    const { [kind]: id } = await inhabit(newMessenger, account.user);
    await page.goto(`/c/${id}`);
    await expect(page.getByRole('log').getByRole('article').first()).toBeVisible();
    await checkEverywhere(page);
    await page.goto(`/c/${id}/details`);
    await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();
    await checkEverywhere(page);
  });
}

test('the list, people, new group and all settings hold at every width, light and dark', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account } = await newPerson('Satya');
  await inhabit(newMessenger, account.user);
  for (const path of ['/', '/people', '/groups/new', ...settings.map((section) => `/settings/${section}`)]) {
    await page.goto(path);
    await expect(page.getByRole('heading').first()).toBeAttached();
    await checkEverywhere(page);
  }
});

test('finder, menus and shortcuts hold light and dark', async ({ newMessenger, newPerson }) => {
  const { page, account, conversation } = await newPerson('Satya');
  const { direct } = await inhabit(newMessenger, account.user);
  await page.goto(`/c/${direct}`);
  await expect(conversation.message('second page')).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('listbox', { name: 'Found' })).toBeVisible();
  await checkEverywhere(page);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Conversation menu' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await checkEverywhere(page);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Emoji' }).click();
  await expect(page.getByRole('grid', { name: 'Emoji' })).toBeVisible();
  await checkEverywhere(page);
});
