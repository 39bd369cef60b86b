import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { PROTOCOL_VERSION, VERSION_HEADER, XSRF_COOKIE, XSRF_HEADER } from '@parley/protocol';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { isIn, join, logIn } from '../pages/login-page.ts';

test.describe.configure({ timeout: 180_000 });

const PASSWORD = told.password();

test('keys that a stolen session spoils are put back, and the page leads to the devices', async ({
  newBrowser,
}) => {
  const page = await (await newBrowser()).newPage();
  await join(page, 'satya', 'Satya', PASSWORD);
  await spoilVault(page);
  const offer = page.getByText('Someone spoilt your keys on the server. This browser has put them back.');
  await expect(offer).toBeVisible();
  await checkEverywhere(page);
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page).toHaveURL('/settings/devices');

  const other = await (await newBrowser()).newPage();
  await other.goto('/login');
  await logIn(other, 'satya', PASSWORD);
  await isIn(other);
  await expectOpenKeys(other);
});

test('where a restored server has other devices of an account than a browser has seen, one goes on by a tap', async ({
  server,
  newBrowser,
}) => {
  const context = await newBrowser();
  const page = await context.newPage();
  await join(page, 'satya', 'Satya', PASSWORD);
  await server.backUp();
  await logInElsewhere(await newBrowser().then((other) => other.newPage()));
  await page.reload();
  await expectOpenKeys(page);
  await page.close();
  await server.restore();
  // In the place of the one before it in the key log.
  await logInElsewhere(await newBrowser().then((other) => other.newPage()));

  const again = await context.newPage();
  await again.goto('/settings/keys');
  await isIn(again);
  await expect(
    again.getByText('The server shows other devices of your account than this browser has seen.'),
  ).toBeVisible();
  await checkEverywhere(again);
  await again.getByRole('button', { name: 'Go on with what the server shows' }).click();
  await again.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
  await expect(again.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
  await again.reload();
  await expect(again.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
});

test('a device whose session is over is removed from those that have keys', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  await join(page, 'satya', 'Satya', PASSWORD);
  const other = await (await newBrowser()).newPage();
  await logInElsewhere(other);
  // And nothing else, as earlier versions log out.
  await ask(other, 'POST', '/web/session/logout', {});

  await page.goto('/settings/devices');
  const idle = page.getByRole('list', { name: "Devices that aren't logged in" });
  await expect(idle.getByRole('listitem')).toHaveCount(1);
  await checkEverywhere(page);
  await idle.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(idle).toHaveCount(0);
});

test('a browser that keeps no keys says which ones do', async ({ newBrowser }) => {
  await join(await (await newBrowser()).newPage(), 'satya', 'Satya', PASSWORD);
  const page = await (await newBrowser()).newPage();
  await page.addInitScript(refuseKeys);
  await page.goto('/login');
  await logIn(page, 'satya', PASSWORD);
  await expect(page.getByRole('heading', { name: "This browser can't keep your keys" })).toBeVisible();
  await checkEverywhere(page);
});

async function logInElsewhere(page: Page): Promise<void> {
  await page.goto('/login');
  await logIn(page, 'satya', PASSWORD);
  await isIn(page);
  await expectOpenKeys(page);
}

async function expectOpenKeys(page: Page): Promise<void> {
  await page.goto('/settings/keys');
  await expect(page.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
}

/** Random bytes in place of the vault, as whoever has the session can put there. */
async function spoilVault(page: Page): Promise<void> {
  const { vault } = (await ask(page, 'GET', '/web/vault')) as {
    readonly vault: { readonly version: number };
  };
  const { version: expected } = vault;
  const box = randomBytes(200).toString('base64');
  await ask(page, 'PUT', '/web/vault', { expected, version: expected + 1, box });
}

/** What a script on the page asks of the server in its session. */
async function ask(page: Page, method: string, path: string, body?: object): Promise<unknown> {
  const cookies = await page.context().cookies();
  const xsrf = cookies.find(({ name }) => name.endsWith(XSRF_COOKIE))?.value ?? '';
  const headers = {
    [VERSION_HEADER]: String(PROTOCOL_VERSION),
    [XSRF_HEADER]: decodeURIComponent(xsrf),
    'Content-Type': 'application/json',
  };
  const options = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
  return page.evaluate(
    async ({ path, options }) => {
      const answer = await fetch(path, options);
      if (!answer.ok) throw new Error(await answer.text());
      return (await answer.json()) as unknown;
    },
    { path, options },
  );
}

/** Runs in the page before its scripts: the browser's database stores no key objects. */
function refuseKeys(): void {
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as (
    this: IDBObjectStore,
    ...given: unknown[]
  ) => IDBRequest<IDBValidKey>;
  IDBObjectStore.prototype.put = function (...given) {
    if (this.transaction.db.name === 'parley keys')
      throw new DOMException('A CryptoKey could not be cloned.', 'DataCloneError');
    return put.apply(this, given);
  };
}
