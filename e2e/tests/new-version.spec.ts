import type { BrowserContext, Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { Account } from '../people/account.ts';
import { expect, test as base } from '../test.ts';
import { DeployedClient } from '../stack/deployed-client.ts';
import { Server } from '../stack/server.ts';

const test = base.extend<{ client: DeployedClient }>({
  client: async ({}, use) => {
    const client = await DeployedClient.create();
    await use(client);
    await client.remove();
  },
  server: async ({ client }, use) => {
    const server = await Server.start({ webClient: client.folder });
    await use(server);
    await server.stop();
  },
});

// Without a service worker, as where the certificate is not trusted: it would have kept the old version's files.
test.use({ serviceWorkers: 'block' });

const parts: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'the finder': (page) => page.keyboard.press('Control+k'),
  'the shortcuts': (page) => page.keyboard.press('?'),
  'the emoji picker': (page) => page.getByRole('button', { name: 'Emoji' }).click(),
  'a menu': (page) => page.getByRole('link', { name: /Announcements/ }).click({ button: 'right' }),
  'the people': (page) => page.getByRole('link', { name: 'People' }).click(),
  'a new group': (page) => page.getByRole('link', { name: 'New group' }).click(),
  'the details': (page) => page.getByRole('link', { name: 'Details', exact: true }).last().click(),
};

test('whatever is opened after a new version was deployed says so, and a reload brings it', async ({
  client,
  newMessenger,
  newContext,
  server,
}) => {
  const alice = await newMessenger('Alice');
  const context = await newContext();
  const { user } = await Account.registerIn(context, server.origin, 'Satya');
  await alice.write(user, 'Hello');
  const page = await withoutPreloading(context);
  await page.getByRole('link', { name: /Alice/ }).click();
  const field = page.getByRole('textbox', { name: 'Message' });
  const text = told.marked('not sent yet');
  await field.fill(text);
  await client.deployNewVersion();

  const note = page.getByRole('alert').filter({ hasText: "There's a new version of Parley." });
  for (const [name, open] of Object.entries(parts)) {
    await page.locator('main').focus();
    await open(page);
    await expect(note, name).toBeVisible();
    await note.getByRole('button', { name: 'Not now' }).click();
    await expect(note, name).toBeHidden();
  }

  await page.keyboard.press('Control+k');
  await note.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue(text);
  await page.getByRole('button', { name: 'Emoji' }).click();
  await expect(page.getByRole('grid', { name: 'Emoji' })).toBeVisible();
  await context.close();
});

/** The page as it is before it has loaded beside it what most people open next. */
async function withoutPreloading(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const start = setTimeout;
    const isPreloading = (delay: unknown) => delay === 1_500;
    globalThis.setTimeout = ((run: () => void, delay?: number) =>
      isPreloading(delay) ? 0 : start(run, delay)) as typeof setTimeout;
  });
  await page.goto('/');
  return page;
}

test('what cannot be loaded because the server is away says so, and opens later', async ({
  newContext,
  server,
}) => {
  const context = await newContext();
  await Account.registerIn(context, server.origin, 'Satya');
  const page = await withoutPreloading(context);
  await expect(page.getByRole('link', { name: /Announcements/ })).toBeVisible();
  await server.kill();
  await page.keyboard.press('?');
  const note = page.getByRole('alert').filter({ hasText: "isn't on this device yet" });
  await expect(note).toBeVisible();
  await expect(note.getByRole('button', { name: 'Reload' })).toBeHidden();

  await server.launch();
  await note.getByRole('button', { name: 'Not now' }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await context.close();
});

test('a login page of an old version says so when the chat is not there any more', async ({
  client,
  newContext,
}) => {
  const context = await newContext();
  const page = await context.newPage();
  await page.goto('/login');
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await client.deployNewVersion();
  await page.getByRole('link', { name: 'Create an account' }).click();
  const note = page.getByRole('alert').filter({ hasText: "There's a new version of Parley." });
  await note.getByRole('button', { name: 'Reload' }).click();
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(page.getByRole('heading', { name: 'Create account' })).toBeVisible();
  await context.close();
});
