import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { inhabit } from '../people/world.ts';
import { expect, test } from '../test.ts';

const WIDTHS = [390, 768, 1440];
const SCHEMES = ['light', 'dark'] as const;

const settings = ['appearance', 'notifications', 'profile', 'devices', 'password', 'invitations'];

test('the pages before the login hold at every width, light and dark', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  for (const path of ['/login', '/register', '/reset?user=satya&secret=x']) {
    await page.goto(path);
    await checkEverywhere(page);
  }
});

test('a conversation, a group and their details hold at every width, light and dark', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account } = await newPerson('Satya');
  const { direct, group } = await inhabit(newMessenger, account.user);
  for (const path of ['/', `/c/${direct}`, `/c/${direct}/details`, `/c/${group}`, `/c/${group}/details`]) {
    await page.goto(path);
    await checkEverywhere(page);
  }
});

test('people, new group and all settings hold at every width, light and dark', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account } = await newPerson('Satya');
  await inhabit(newMessenger, account.user);
  for (const path of ['/people', '/groups/new', ...settings.map((section) => `/settings/${section}`)]) {
    await page.goto(path);
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

/** Nothing for axe to find, and nothing to scroll sideways. */
async function checkEverywhere(page: Page): Promise<void> {
  await expect(page.locator('h1, h2').first()).toBeAttached();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    await expect.poll(() => sidewaysOverflow(page)).toBeLessThanOrEqual(0);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await checkWithAxe(page, `${page.url()} at ${width} px, ${colorScheme}`);
    }
  }
}

async function checkWithAxe(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
  );
  expect(found, where).toEqual([]);
}

function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
