import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ConversationList } from '../pages/conversation-list.ts';
import { logIn } from '../pages/login-page.ts';
import { RoomsPage } from '../pages/rooms-page.ts';
import { SearchPane } from '../pages/search-pane.ts';
import { Server } from '../stack/server.ts';
import { expect, test as base } from '../test.ts';

const folder = join(import.meta.dirname, '../../docs/pictures');
const SIZES = { narrow: { width: 390, height: 844 }, wide: { width: 1440, height: 900 } };
const SCHEMES = ['light', 'dark'] as const;

/** The team of `npm start -- --seeded`, so that everyone can have on screen what the pictures show. */
const test = base.extend({
  server: async ({}, use) => {
    const server = await Server.start({ seeded: true });
    await use(server);
    await server.stop();
  },
});

test('login', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  await page.goto('/login');
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await picture(page, 'login');
});

test('conversations', async ({ newBrowser }) => {
  const context = await newBrowser();
  // A user who has decided already is not asked.
  await context.grantPermissions(['notifications']);
  const page = await context.newPage();
  await page.goto('/login');
  await logIn(page, 'satya', '1234');
  const list = new ConversationList(page);
  await expect(list.row('Release 4.2')).toBeVisible();
  await picture(page, 'conversations');

  await list.open('Alice');
  await expect(page.getByRole('log').getByText('Found them. Thank you!')).toBeInViewport();
  await picture(page, 'direct');

  await page.goto('/');
  await list.open('Release 4.2');
  await expect(page.getByRole('log').getByText('I do, from three.')).toBeInViewport();
  await picture(page, 'group');
  await page.goto(`${page.url()}/details`);
  await expect(page.getByRole('list', { name: 'Members' })).toContainText('Nguyễn Thị Minh Khai');
  await picture(page, 'details');

  const search = new SearchPane(page);
  await page.goto(page.url().replace('/details', ''));
  await search.open();
  await search.words.fill('three');
  await expect(search.results.first()).toBeVisible();
  await picture(page, 'search');

  const rooms = new RoomsPage(page);
  for (const name of ['Gardening', 'Release party']) {
    await page.goto('/rooms');
    await rooms.create(name);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  await page.goto('/rooms');
  await expect(rooms.room('Release party')).toBeVisible();
  await picture(page, 'rooms');

  await page.goto('/people');
  await expect(page.getByRole('list', { name: 'People' })).toContainText('Kofi');
  await picture(page, 'people');
  await page.goto('/settings/appearance');
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeVisible();
  await picture(page, 'settings');
});

/** At both sizes, light and dark. */
async function picture(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.mouse.move(0, 0);
      const path = join(folder, `${name}-${size}-${colorScheme}.png`);
      await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    }
  }
}
