import { told } from '../blind/told.ts';
import { createGroup } from '../pages/new-group.ts';
import { logIn, register } from '../pages/login-page.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// The policy says which workers may run, too.
test.use(withServiceWorker);

test('a walk through everything runs under the policy without one violation', async ({
  newBrowser,
  newPerson,
}) => {
  await newPerson('Alice');
  const page = await (await newBrowser()).newPage();
  const password = told.password();
  const answer = await page.goto('/register');
  const policy = (await answer?.headerValue('content-security-policy')) ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");

  await register(page, 'satya', 'Satya', password);
  await createGroup(page, 'Lunch', ['Alice']);
  await page.getByRole('textbox', { name: 'Message' }).fill(told.marked('Hello'));
  await page.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('grid', { name: 'Emoji' }).getByRole('button').first().click();
  await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  await page.evaluate(async () => navigator.serviceWorker.ready);
  for (const section of ['appearance', 'profile', 'devices', 'password', 'invitations']) {
    await page.goto(`/settings/${section}`);
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  }
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Account: Satya' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
  await logIn(page, 'satya', password);
  await expect(page.getByRole('button', { name: 'Account: Satya' })).toBeVisible();
  // What was reported on the way fails the test when the browser closes.
});
