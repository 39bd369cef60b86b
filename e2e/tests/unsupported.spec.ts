import { told } from '../blind/told.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { isIn, join, logIn } from '../pages/login-page.ts';
import { expect, test } from '../test.ts';

test.describe.configure({ timeout: 180_000 });

const PASSWORD = told.password();

test('a browser without Ed25519 gets one page that says which ones have it, and goes on once it has', async ({
  newBrowser,
}) => {
  const before = await (await newBrowser()).newPage();
  await join(before, 'satya', 'Satya', PASSWORD);
  const page = await (await newBrowser()).newPage();
  await page.addInitScript(withoutEd25519);
  await page.goto('/login');
  await logIn(page, 'satya', PASSWORD);
  const heading = page.getByRole('heading', { name: "This browser can't keep your keys" });
  await expect(heading).toBeVisible();
  await expect(page.getByText('Firefox from version 130 on')).toBeVisible();
  await checkEverywhere(page);

  // It is brought up to date.
  await page.evaluate(() => sessionStorage.setItem('updated', 'yes'));
  await page.getByRole('button', { name: 'Try again' }).click();
  await logIn(page, 'satya', PASSWORD);
  await isIn(page);
});

/** Runs in the page before its scripts: Web Crypto as it was before it knew of Ed25519. */
function withoutEd25519(): void {
  if (sessionStorage.getItem('updated') === 'yes') return;
  const isOld = (algorithm: unknown) => JSON.stringify(algorithm).includes('Ed25519');
  const refuse = () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
  const importKey = crypto.subtle.importKey.bind(crypto.subtle);
  const generateKey = crypto.subtle.generateKey.bind(crypto.subtle);
  const refusing = {
    importKey: (...given: Parameters<typeof importKey>) => (isOld(given[2]) ? refuse() : importKey(...given)),
    generateKey: (...given: Parameters<typeof generateKey>) =>
      isOld(given[0]) ? refuse() : generateKey(...given),
  };
  // Over what listens to all uses of keys in these tests.
  for (const [name, value] of Object.entries(refusing))
    Object.defineProperty(crypto.subtle, name, { value, configurable: true });
}
