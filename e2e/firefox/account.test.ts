import { told } from '../blind/told.ts';
import { find } from './find.ts';
import { expect, test } from './test.ts';

test('one registers and logs out; a wrong password is refused, the right one lets in', async ({
  newVisitor,
}) => {
  const satya = await newVisitor();
  await satya.register('satya', 'Satya');
  await satya.press('Satya');
  await satya.press('Log out', 'menuitem');
  await satya.press('Log out');
  await expect.poll(() => satya.path()).toBe('/login');

  await satya.logIn('satya', told.password());
  await expect.poll(() => satya.shown()).toContain('Wrong username or password.');
  await satya.logIn('satya');
  await satya.isIn();
  // What is looked for when the server stops came from this page alone.
  const names = told.secrets().map(({ name }) => name);
  expect(names).toContainEqual(expect.stringContaining('a private key'));
});

test('a link to a conversation leads there after the login that it needs', async ({ newVisitor }) => {
  const bob = await newVisitor();
  await bob.register('bob', 'Bob');
  await bob.goTo('/settings/appearance');
  const alice = await newVisitor();
  await alice.register('alice', 'Alice');
  await alice.talkTo('Bob');
  await alice.say('Here I am');
  const path = alice.path();

  const elsewhere = await newVisitor();
  await elsewhere.goTo(path);
  await expect.poll(() => elsewhere.path()).toContain('/login');
  await elsewhere.logIn('alice');

  await expect.poll(() => elsewhere.path()).toBe(path);
  await expect.poll(() => elsewhere.texts()).toEqual(['Here I am']);
});

test('every page of the settings and the emoji picker run under the policy', async ({ newVisitor }) => {
  const carol = await newVisitor();
  await carol.register('carol', 'Carol');
  for (const section of ['appearance', 'profile', 'devices', 'password', 'invitations']) {
    await carol.goTo(`/settings/${section}`);
    await find(carol.page, 'heading', 'Settings');
  }
  const dave = await newVisitor();
  await dave.register('dave', 'Dave');
  await carol.talkTo('Dave');
  await carol.press('Emoji');
  await (await carol.page.waitForSelector('[role="grid"] button'))?.click();
  expect(await carol.page.$eval('textarea', (field) => field.value)).not.toBe('');
});
