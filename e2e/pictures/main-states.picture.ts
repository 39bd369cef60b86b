import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { inhabit } from '../people/world.ts';
import { expect, test } from '../test.ts';
import { crowd } from './crowd.ts';

const folder = join(import.meta.dirname, '../../docs/pictures');
const SIZES = { narrow: { width: 390, height: 844 }, wide: { width: 1440, height: 900 } };
const SCHEMES = ['light', 'dark'] as const;

test('login', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  await page.goto('/login');
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await picture(page, 'login');
});

test('conversations', async ({ newMessenger, newPerson }) => {
  const { context, page, account, list, conversation } = await newPerson('Satya Okonkwo');
  // A user who has decided already is not asked.
  await context.grantPermissions(['notifications']);
  await crowd(newMessenger, account.user, { people: 110, groups: 82 });
  const { direct, group } = await inhabit(newMessenger, account.user);

  await page.goto(`/c/${direct}`);
  await conversation.say('Not yet, he promised them for noon');
  await conversation.say('I start with the first table then. Thank you!');
  await conversation.react('the rest can wait', 'thumbs up');
  await expect(list.row('Release 4.2')).toBeVisible();
  await picture(page, 'direct');

  await page.goto(`/c/${group}`);
  await conversation.say('Friday works for me too');
  await expect(conversation.mark('Friday works for me too', 'Sent')).toBeAttached();
  await picture(page, 'group');
  await page.goto(`/c/${group}/details`);
  await expect(page.getByRole('list', { name: 'Members' })).toContainText('Hohenlohe');
  await picture(page, 'details');

  await page.goto('/');
  await expect(list.rows.first()).toBeVisible();
  await picture(page, 'conversations');
  await page.goto('/people');
  await expect(page.getByRole('list', { name: 'People' })).toContainText('Ada');
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
