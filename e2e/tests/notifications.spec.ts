import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';

test('one notification a conversation while nobody looks at it, gone when it is read in another browser', async ({
  newPerson,
  newMessenger,
  inAnotherBrowser,
}) => {
  const satya = await newPerson('Satya');
  await satya.context.grantPermissions(['notifications']);
  const other = await inAnotherBrowser(satya);
  const alice = await newMessenger('Alice');
  await alice.write(satya.account.user, 'Hello');
  await expect(satya.list.row('Alice')).toContainText('Hello');

  await alice.write(satya.account.user, 'Are you there?', 'It is about tomorrow');
  await expect.poll(() => shownIn(satya.page)).toEqual([{ title: 'Alice', body: 'It is about tomorrow' }]);

  await other.list.open('Alice');
  await expect.poll(() => shownIn(satya.page)).toEqual([]);
});

function shownIn(page: Page): Promise<{ title: string; body: string }[]> {
  return page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    const shown = await worker.getNotifications();
    return shown.map(({ title, body }) => ({ title, body }));
  });
}
