import type { PermissionState } from 'puppeteer-core';
import { expect, test } from './test.ts';

test('the settings say what Firefox allows, also after it was changed outside of the page', async ({
  newVisitor,
}) => {
  const satya = await newVisitor();
  await satya.register('satya', 'Satya');
  await satya.goTo('/settings/notifications');
  const says = (text: string) => expect.poll(() => satya.shown(), { timeout: 10_000 }).toContain(text);
  const answer = (state: PermissionState) => satya.permit('notifications', state);

  // Firefox's own question is on top of the page. Whoever ignores it can come back to the button.
  await satya.press('Turn on notifications');
  await says('Turn on notifications');

  await answer('denied');
  await says('Your browser blocks notifications from Parley');
  await answer('granted');
  await expect.poll(() => satya.shown()).not.toContain('blocks notifications');
  expect(await satya.shown()).not.toContain('Turn on notifications');
  await answer('prompt');
  await says('Turn on notifications');
});
