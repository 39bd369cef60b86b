import type { BrowserContext, Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { chromium } from '../chromium.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// Notifications are shown by the service worker, and by a browser that has windows.
test.use({ ...withServiceWorker, launchOptions: chromium });

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

test('a click on a notification opens its conversation in the tab that exists', async ({
  newPerson,
  newMessenger,
}) => {
  const { page, context, account, list } = await newPerson('Satya');
  await context.grantPermissions(['notifications']);
  const alice = await newMessenger('Alice');
  const bob = await newMessenger('Bob');
  await alice.write(account.user, 'Hello');
  await bob.write(account.user, 'Good morning');
  // From now on the page opens what they write at once: a notification waits for its text, but not for long.
  for (const text of ['Hello', 'Good morning'])
    await expect(list.rows.filter({ hasText: text })).toBeVisible();
  await alice.write(account.user, 'Are you there?');
  await bob.write(account.user, 'The tests are green again');
  // By their words: those of the first messages may still be there, and a page that goes away shows no more of them.
  await expect
    .poll(async () => (await shownIn(page)).map(({ body }) => body).sort())
    .toEqual(['Are you there?', 'The tests are green again']);

  await page.goto('/settings/appearance');
  await clickOn('Alice', context);
  await expect(page).toHaveURL(`/c/${alice.conversationWith(account.user)}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Alice' })).toBeVisible();
  expect(context.pages()).toEqual([page]);
  await expect.poll(() => shownIn(page)).toEqual([{ title: 'Bob', body: 'The tests are green again' }]);
});

/** As the browser tells the service worker of a click; only a person can make a trusted one. */
async function clickOn(title: string, context: BrowserContext): Promise<void> {
  const [worker] = context.serviceWorkers();
  if (worker === undefined) throw new Error('No service worker');
  await worker.evaluate(async (title) => {
    const { registration, NotificationEvent } = globalThis as unknown as WorkerScope;
    const shown = await registration.getNotifications();
    const notification = shown.find((candidate) => candidate.title === title);
    if (notification === undefined) throw new Error(`No notification of ${title}`);
    dispatchEvent(new NotificationEvent('notificationclick', { notification }));
  }, title);
}

/** What a page does not have. */
interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly NotificationEvent: new (type: string, init: { readonly notification: Notification }) => Event;
}

/** Without canaries. */
async function shownIn(page: Page): Promise<{ title: string; body: string }[]> {
  const shown = await page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    const shown = await worker.getNotifications();
    return shown.map(({ title, body }) => ({ title, body }));
  });
  return shown.map(({ title, body }) => ({ title, body: told.unmarked(body) }));
}
