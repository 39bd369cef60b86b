import type { Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { logIn, register } from '../pages/login-page.ts';
import { expect, test } from '../test.ts';

const PASSWORD = told.password();

/** Whose keys the browser keeps, and whether a script could read them. */
function keptKeys(page: Page) {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('parley keys');
        opening.addEventListener('error', () => reject(new Error('the keys do not open')));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('keys').objectStore('keys').getAll();
          reading.addEventListener('success', () => {
            opening.result.close();
            const rows = reading.result as {
              username: string;
              deviceKey: CryptoKeyPair;
              localKey: CryptoKey;
            }[];
            resolve(
              rows.map(({ username, deviceKey: { privateKey }, localKey }) => ({
                username,
                readable: privateKey.extractable || localKey.extractable,
              })),
            );
          });
        });
      }),
  );
}

test('somebody registers, logs out and logs in again, and the password never leaves the browser', async ({
  newBrowser,
}) => {
  const context = await newBrowser();
  const page = await context.newPage();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));

  await page.goto('/');
  await page.getByRole('link', { name: 'Create an account' }).click();
  await register(page, 'satya', 'Satya', PASSWORD);
  await expect(page.getByRole('button', { name: 'Account: Satya' })).toBeVisible();
  expect(await keptKeys(page)).toEqual([{ username: 'satya', readable: false }]);

  await page.getByRole('button', { name: 'Account: Satya' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  expect(await keptKeys(page)).toEqual([]);

  await logIn(page, 'satya', PASSWORD);
  await expect(page.getByRole('button', { name: 'Account: Satya' })).toBeVisible();
  expect(sent.join('\n')).not.toContain(PASSWORD);
});

test('a username that is taken is refused with a sentence', async ({ newBrowser, newPerson }) => {
  const alice = await newPerson('Alice');
  const page = await (await newBrowser()).newPage();
  await page.goto('/register');
  await register(page, alice.account.user.username, 'Another Alice', PASSWORD);
  await expect(page.getByRole('alert')).toContainText('This username is taken.');
});

test('a wrong password is refused with a sentence', async ({ newBrowser, newPerson }) => {
  const alice = await newPerson('Alice');
  const page = await (await newBrowser()).newPage();
  await page.goto('/login');
  await logIn(page, alice.account.user.username, told.password());
  await expect(page.getByRole('alert')).toContainText('Wrong username or password.');
});

test('a deep link leads to its conversation after the login', async ({ newBrowser, newPerson }) => {
  const alice = await newPerson('Alice');
  const context = await newBrowser();
  const page = await context.newPage();
  await page.goto('/people');
  await expect(page).toHaveURL(/\/login\?return=/);
  await alice.account.logInTo(context);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible();
});

test('a page that waits for its scripts says so instead of staying white', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<undefined>();
  await page.route('**/*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto('/login', { waitUntil: 'commit' });
  await expect(page.getByText('Parley is starting')).toBeVisible();
  arrive(undefined);
  await expect(page.getByLabel('Password')).toBeVisible();
  await expect(page.getByText('Parley is starting')).toHaveCount(0);
});
