import { told } from '../blind/told.ts';
import { logIn } from '../pages/login-page.ts';
import { Keyboard } from '../pages/keyboard.ts';
import { expect, test } from '../test.ts';

// Key by key takes its time.
test.describe.configure({ timeout: 90_000 });

test('with keys alone one goes through all settings and changes each of them', async ({
  newPerson,
  inAnotherBrowser,
}) => {
  const satya = await newPerson('Satya');
  const other = await inAnotherBrowser(satya);
  const { page, context } = satya;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const keys = new Keyboard(page);
  const section = (name: string) =>
    keys.use(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }));
  await keys.choose(page.getByRole('button', { name: 'Account: Satya' }), 'Settings');

  await expect(page.getByRole('heading', { level: 2, name: 'Appearance' })).toBeVisible();
  for (const [group, option] of [
    ['Theme', 'Dark'],
    ['Density', 'Compact'],
    ['Enter key', 'Starts a new line'],
  ] as const) {
    const options = page.getByRole('group', { name: new RegExp(group, 'i') });
    await keys.reach(options.getByRole('radio', { checked: true }));
    await keys.reach(options.getByRole('radio', { name: option, exact: true }), 'ArrowDown');
    await expect(options.getByRole('radio', { name: option, exact: true })).toBeChecked();
  }

  await section('Notifications');
  await keys.reach(page.getByRole('checkbox', { name: 'Play a sound' }));
  await keys.press('Space');
  await expect(page.getByRole('checkbox', { name: 'Play a sound' })).toBeChecked();

  await section('Profile');
  await keys.fill(page.getByRole('textbox', { name: 'Display name' }), 'Satya Okonkwo');
  await keys.fill(page.getByRole('textbox', { name: 'About' }), 'Back on Monday');
  await keys.reach(page.getByRole('radio', { name: /^Colour/ }));
  await keys.press('ArrowRight');
  await keys.use(page.getByRole('button', { name: 'Save' }));
  await expect(page.getByRole('button', { name: 'Account: Satya Okonkwo' })).toBeVisible();

  await section('Invitations');
  await keys.use(page.getByRole('button', { name: 'New invitation' }));
  await keys.use(page.getByRole('button', { name: 'Copy link' }));
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain('/register#invitation=');
  await keys.use(page.getByRole('button', { name: 'Revoke' }));
  await expect(page.getByRole('list', { name: 'Invitations' }).getByRole('listitem')).toHaveCount(0);

  await section('Devices');
  const revoke = page.getByRole('button', { name: 'Log out Another browser' });
  await keys.use(revoke);
  await expect(page.getByRole('dialog')).toBeVisible();
  await keys.press('Escape');
  await expect(revoke).toBeFocused();
  await keys.use(revoke);
  await keys.use(page.getByRole('dialog').getByRole('button', { name: 'Log out device' }));
  await expect(other.page.getByRole('heading', { name: 'Log in' })).toBeVisible();
});

test('with keys alone one changes the password and logs out', async ({ newBrowser }) => {
  const page = await (await newBrowser()).newPage();
  const keys = new Keyboard(page);
  const [password, next] = [told.password(), told.password()];
  await page.goto('/register');
  for (const [field, text] of [
    [page.getByRole('textbox', { name: 'Username' }), 'satya'],
    [page.getByRole('textbox', { name: 'Display name' }), 'Satya'],
    [page.getByLabel('Password'), password],
  ] as const)
    await keys.fill(field, text);
  await keys.press('Enter');
  await keys.choose(page.getByRole('button', { name: 'Account: Satya' }), 'Settings');
  await keys.use(page.getByRole('link', { name: 'Password' }));
  await keys.fill(page.getByLabel('Current password'), password);
  await keys.fill(page.getByLabel('New password'), next);
  await keys.press('Enter');
  await expect(page.getByText('Password changed')).toBeVisible({ timeout: 20_000 });
  await keys.choose(page.getByRole('button', { name: 'Account: Satya' }), 'Log out', 'Shift+Tab');
  await keys.use(page.getByRole('dialog').getByRole('button', { name: 'Log out' }));
  await logIn(page, 'satya', next);
  await expect(page.getByRole('button', { name: 'Account: Satya' })).toBeVisible();
});
