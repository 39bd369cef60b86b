import type { BrowserContextOptions, Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { checkCutOff, writeFromRightToLeft, ZOOMED } from '../pages/check-cut-off.ts';
import type { Person } from '../people/person.ts';
import { inhabit } from '../people/world.ts';
import { expect, test } from '../test.ts';

// Every page and state one after the other takes its time.
test.describe.configure({ timeout: 120_000 });

const SETTINGS = ['appearance', 'notifications', 'profile', 'devices', 'keys', 'password', 'invitations'];

interface Way {
  readonly name: string;
  readonly options: BrowserContextOptions;
  readonly prepare: (page: Page) => Promise<void>;
}

const NARROW = { viewport: { width: 390, height: 844 } };
const untouched = async () => undefined;
const WAYS: readonly Way[] = [
  { name: 'at 200 % zoom', options: ZOOMED, prepare: untouched },
  { name: 'from right to left', options: {}, prepare: writeFromRightToLeft },
  { name: 'from right to left on a narrow screen', options: NARROW, prepare: writeFromRightToLeft },
];

for (const { name, options, prepare } of WAYS) {
  test(`${name} nothing is cut off on any page`, async ({ newBrowser, newMessenger, newPerson }) => {
    const outside = await (await newBrowser(options)).newPage();
    await prepare(outside);
    for (const path of ['/login', '/register', '/reset#user=satya&secret=x']) {
      await outside.goto(path);
      await expect(outside.getByRole('heading').first()).toBeAttached();
      await checkCutOff(outside);
    }
    const { page, account } = await newPerson('Satya', options);
    await prepare(page);
    const { direct, group } = await inhabit(newMessenger, account.user);
    for (const path of [`/c/${direct}`, `/c/${group}`]) {
      await page.goto(path);
      await expect(page.getByRole('log').getByRole('article').first()).toBeAttached();
      await checkCutOff(page);
      await page.goto(`${path}/details`);
      await expect(page.getByRole('complementary', { name: 'Details' })).toBeVisible();
      await checkCutOff(page);
    }
    for (const path of ['/', '/people', '/groups/new', ...SETTINGS.map((part) => `/settings/${part}`)]) {
      await page.goto(path);
      await expect(page.getByRole('heading').first()).toBeAttached();
      await checkCutOff(page);
    }
  });

  test(`${name} nothing is cut off in menus, pickers and dialogs`, async ({ newMessenger, newPerson }) => {
    const person = await newPerson('Satya', options);
    await prepare(person.page);
    const { group } = await inhabit(newMessenger, person.account.user);
    await person.page.goto(`/c/${group}`);
    for (const open of OPENED) {
      await open(person);
      await checkCutOff(person.page);
      await person.page.keyboard.press('Escape');
      await expect(person.page.getByRole('dialog').or(person.page.getByRole('menu'))).toHaveCount(0);
    }
    await person.conversation.openDetails();
    await checkCutOff(person.page);
    await person.page.getByRole('button', { name: 'Leave group' }).click();
    await expect(person.page.getByRole('dialog')).toBeVisible();
    await checkCutOff(person.page);
  });
}

const OPENED: readonly ((person: Person) => Promise<void>)[] = [
  async ({ page, conversation }) => {
    await conversation.say('Written to be looked at');
    await conversation.message('Written to be looked at').hover();
    await page.getByRole('button', { name: 'More actions' }).click();
    await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  },
  async ({ page, conversation }) => {
    await conversation.message('Friday it is').hover();
    await page.getByRole('button', { name: 'React', exact: true }).click();
    await expect(page.getByRole('grid', { name: 'Emoji' })).toBeVisible();
  },
  async ({ page, conversation }) => {
    await conversation.message('Written to be looked at').hover();
    await page.getByRole('button', { name: 'Who has seen this' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  async ({ page, conversation }) => {
    await conversation.reply('Friday it is');
    await conversation.composer.pressSequentially(`${told.marked('For')} @a`);
    await expect(page.getByRole('listbox')).toBeVisible();
    await checkCutOff(page);
    await page.keyboard.press('Escape');
    await conversation.composer.fill('');
  },
  async ({ page }) => {
    await page.getByRole('button', { name: 'Conversation menu' }).click();
    await expect(page.getByRole('menuitem', { name: 'Mute' })).toBeVisible();
  },
  async ({ page }) => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('option').first()).toBeVisible();
  },
  async ({ page, conversation }) => {
    await conversation.log.focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
  },
];
