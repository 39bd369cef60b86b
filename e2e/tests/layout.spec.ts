import { told } from '../blind/told.ts';
import { writeFromRightToLeft, ZOOMED } from '../pages/check-cut-off.ts';
import { sidewaysOverflow } from '../pages/check-everywhere.ts';
import { inhabit } from '../people/world.ts';
import { expect, test } from '../test.ts';

test('at 200 % zoom one can read and write', async ({ newMessenger, newPerson }) => {
  const { page, account, conversation } = await newPerson('Satya', ZOOMED);
  const { group } = await inhabit(newMessenger, account.user);
  await page.goto(`/c/${group}`);
  await conversation.say('Written at 200 %');
  await expect(conversation.message('Written at 200 %')).toBeInViewport();
  await expect(conversation.composer).toBeInViewport({ ratio: 1 });
  expect(await sidewaysOverflow(page)).toBe(0);
});

test('below 640 px there is one pane at a time, with a way back', async ({ newMessenger, newPerson }) => {
  const { page, account, conversation, list } = await newPerson('Satya', {
    viewport: { width: 390, height: 844 },
  });
  await inhabit(newMessenger, account.user);
  await list.open('Alice Nakamura');
  await expect(conversation.composer).toBeVisible();
  await expect(list.row('Alice Nakamura')).toBeHidden();
  await conversation.openDetails();
  await page.getByRole('link', { name: 'Close details' }).click();
  await page.getByRole('link', { name: 'Back to conversations' }).click();
  await expect(list.row('Alice Nakamura')).toBeVisible();
  await page.goBack();
  await expect(conversation.composer).toBeVisible();
});

test('the field grows with what one writes, up to eight lines, and shrinks again', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account, conversation } = await newPerson('Satya');
  const alice = await newMessenger('Alice');
  await alice.write(account.user, 'Tell me everything');
  await page.goto(`/c/${alice.conversationWith(account.user)}`);
  const height = async (text: string) => {
    await conversation.composer.fill(text === '' ? '' : told.marked(text));
    return (await conversation.composer.boundingBox())?.height ?? 0;
  };
  const one = await height('');
  const line = (await height('one\ntwo')) - one;
  expect(line).toBeGreaterThan(15);
  expect(await height('one\ntwo\n')).toBe(one + 2 * line);
  expect(await height('a long line without an end '.repeat(10))).toBeGreaterThan(one);
  expect(await height('line\n'.repeat(30))).toBe(one + 7 * line);
  expect(await height('short')).toBe(one);
});

test('the same link opens the details and closes them', async ({ newMessenger, newPerson }) => {
  const { page, account, conversation } = await newPerson('Satya');
  const { group } = await inhabit(newMessenger, account.user);
  await page.goto(`/c/${group}`);
  await conversation.openDetails();
  await page.getByRole('link', { name: 'Details', exact: true }).last().click();
  await expect(page.getByRole('complementary', { name: 'Details' })).toBeHidden();
});

test('from right to left the panes change sides and nothing sticks out', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account, conversation } = await newPerson('Satya');
  const { group } = await inhabit(newMessenger, account.user);
  await writeFromRightToLeft(page);
  await page.goto(`/c/${group}/details`);
  await conversation.say('من اليمين إلى اليسار');
  const panes = await page.getByRole('navigation', { name: 'Parley' }).boundingBox();
  const details = await page.getByRole('complementary', { name: 'Details' }).boundingBox();
  expect(details?.x).toBeLessThan(panes?.x ?? 0);
  expect(await sidewaysOverflow(page)).toBe(0);
});

test('looking at a message shows its time, and moves nothing', async ({ newMessenger, newPerson }) => {
  const { page, account, conversation } = await newPerson('Satya');
  const { direct } = await inhabit(newMessenger, account.user);
  await page.goto(`/c/${direct}`);
  for (const text of ['Looked at', 'In between', 'Stays where it is']) await conversation.say(text);
  await expect(conversation.mark('Stays where it is', 'Delivered')).toBeAttached();
  const time = conversation.message('Looked at').locator('time');
  await expect(time).toBeHidden();
  const place = async () => (await conversation.message('In between').boundingBox())?.y;
  const before = await place();

  await conversation.message('Looked at').hover();

  await expect(time).toBeInViewport({ ratio: 1 });
  expect(await place()).toBe(before);
});

test('with reduced motion nothing moves', async ({ newMessenger, newPerson }) => {
  const { page, account, conversation } = await newPerson('Satya', {
    reducedMotion: 'reduce',
    viewport: { width: 900, height: 700 },
  });
  const { direct } = await inhabit(newMessenger, account.user);
  await page.goto(`/c/${direct}`);
  const height = async () => (await conversation.composer.boundingBox())?.height;
  const before = await height();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible();
  expect(await height()).toBe(before);
  await page.setViewportSize({ width: 900, height: 700 });
  await conversation.openDetails();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeVisible();
  const durations = await page.evaluate(() =>
    document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0)),
  );
  expect(Math.max(0, ...durations)).toBeLessThanOrEqual(1);
});

test('the theme that one chose stays after a reload', async ({ newPerson }) => {
  const { page } = await newPerson('Satya', { colorScheme: 'light' });
  await page.goto('/settings/appearance');
  await page.getByRole('radio', { name: 'Dark' }).check();
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await expect.poll(scheme).toBe('dark');
  await page.reload();
  await expect.poll(scheme).toBe('dark');
});
