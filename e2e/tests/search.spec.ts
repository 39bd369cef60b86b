import type { Page } from '@playwright/test';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { RoomsPage } from '../pages/rooms-page.ts';
import { SearchPane } from '../pages/search-pane.ts';
import type { Messenger } from '../people/messenger.ts';
import type { Person } from '../people/person.ts';
import { expect, test } from '../test.ts';

const NARROW = { viewport: { width: 390, height: 844 } };
const WIDE = { viewport: { width: 1440, height: 900 } };

/** More than the window and what it is moved by for a place that is near. */
const COUNT = 760;

/** A room with much in it, which somebody has joined. */
async function garden(host: Messenger, { page }: Person): Promise<string> {
  const room = await host.createRoom('Gardening');
  await host.writeOpenly(room, 'Die Straße zum Beet', '東京都の庭', 'See https://example.com/beds for more');
  await host.writeOpenly(room, ...Array.from({ length: COUNT }, (_, index) => `bed number ${index + 1}.`));
  await page.goto('/rooms');
  await new RoomsPage(page).join('Gardening');
  const log = await host.log(room);
  await expect.poll(() => host.indexed(room)).toBeGreaterThanOrEqual(log.length);
  return room;
}

/** What the page asks servers for from now on, with all headers. */
function everythingAsked(page: Page) {
  const asked: { url: string; headers: Record<string, string>; body: string | null }[] = [];
  page.on('request', (request) =>
    asked.push({ url: request.url(), headers: request.headers(), body: request.postData() }),
  );
  return asked;
}

for (const { width, options } of [
  { width: 390, options: NARROW },
  { width: 1440, options: WIDE },
])
  test(`what was said far back is found, marked and opened, and back leads to the search (${width} px)`, async ({
    newMessenger,
    newPerson,
  }) => {
    const satya = await newPerson('Satya', options);
    const { page, conversation } = satya;
    await garden(await newMessenger('Alice'), satya);
    const search = new SearchPane(page);
    await search.open();
    await search.words.fill('STRASSE');
    await expect(search.results).toHaveCount(1);
    await expect(search.marks).toHaveText(['Straße']);
    await expect(search.pane).toContainText('Searched on the server');
    await expect(page).toHaveURL(/\/search#q=STRASSE$/);
    await search.results.first().click();
    await expect(conversation.message('Die Straße zum Beet')).toBeInViewport();
    if (width === 390) {
      await expect(search.pane).toBeHidden();
      await page.goBack();
    }
    await expect(search.words).toHaveValue('STRASSE');
    await page.reload();
    await expect(search.words).toHaveValue('STRASSE');
    await expect(search.results).toHaveCount(1);

    await search.words.fill('京都');
    await expect(search.marks).toHaveText(['京都']);
    await search.words.fill('nowhere');
    await expect(search.pane.getByText('No messages match.').first()).toBeVisible();
  });

test('filters narrow what is found, stay in the address, and pages go on', async ({
  newMessenger,
  newPerson,
}) => {
  const satya = await newPerson('Satya', WIDE);
  const { page, conversation } = satya;
  const host = await newMessenger('Alice');
  const room = await garden(host, satya);
  await conversation.sayOpenly('my own bed');
  const search = new SearchPane(page);
  await page.keyboard.press('Control+f');
  await search.words.fill('bed');
  await expect(search.results).toHaveCount(50);
  await search.pane.getByRole('button', { name: 'Show more messages' }).click();
  await expect(search.results).toHaveCount(100);

  await search.sender.fill('satya');
  await search.pane.getByRole('list', { name: 'People' }).getByRole('button', { name: /Satya/ }).click();
  await expect(async () => {
    await search.pane.getByRole('button', { name: 'Not only from Satya' }).waitFor();
    await page.reload();
    await expect(search.results).toHaveCount(1, { timeout: 2_000 });
  }).toPass();
  await expect(search.results).toContainText('my own bed');
  await search.pane.getByRole('button', { name: 'Not only from Satya' }).click();

  await search.words.fill('');
  await search.pane.getByRole('button', { name: 'Links' }).click();
  await expect(search.results).toHaveText([/example\.com/]);
  await search.pane.getByRole('button', { name: 'Links' }).click();
  await host.pinOpenly(room, (await host.log(room)).find(({ body }) => body.kind === 'message')?.seq ?? 0);
  await search.pane.getByRole('button', { name: 'Pinned' }).click();
  await expect(search.results).toHaveText([/Die Straße zum Beet/]);
  await search.pane.getByLabel('Since').fill('2031-01-01');
  await expect(search.pane.getByText('No messages match.').first()).toBeVisible();
  await expect(page).toHaveURL(/pinned=1/);
  await expect(page).toHaveURL(/since=2031-01-01/);
});

test('a sealed conversation is searched on this device, and no server learns what for', async ({
  newMessenger,
  newPerson,
}) => {
  const satya = await newPerson('Satya', WIDE);
  const { page, list, conversation } = satya;
  const asked = everythingAsked(page);
  const alice = await newMessenger('Alice');
  await alice.write(
    satya.account.user,
    'the old plum tree',
    ...Array.from({ length: 70 }, (_, at) => `pear ${at}`),
  );
  await list.open('Alice');
  await page.getByRole('button', { name: /Jump to newest|new message/ }).click();
  await expect(conversation.message('pear 69')).toBeInViewport();
  await page.keyboard.press('Control+k');
  // What one types here is looked for among people and rooms, too, which are the server's.
  await page.getByRole('combobox').fill('pear');
  await page.getByRole('button', { name: 'Search messages in Alice for “pear”' }).click();
  const search = new SearchPane(page);
  await expect(search.words).toHaveValue('pear');
  await search.words.fill('plum');
  await expect(page).toHaveURL(/\/search#q=plum$/);
  await expect(search.pane.getByText('Searched on this device only')).toBeVisible();
  await expect(async () => {
    const further = search.pane.getByRole('button', { name: 'Search older messages' });
    if (await further.isVisible()) await further.click();
    await expect(search.results).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await expect(search.marks).toHaveText(['plum']);
  await search.results.first().click();
  await expect(conversation.message('the old plum tree')).toBeInViewport();
  // The address is asked for once more, and leads on to the login where the session has ended.
  await page.reload();
  await expect(search.words).toHaveValue('plum');
  await expect(search.marks).toHaveText(['plum']);
  await page.context().clearCookies();
  await page.reload();
  await page.waitForURL(/\/login\?return=/);
  expect(page.url()).not.toContain('plum');
  expect(asked.filter(({ url }) => /\/web\/.*\/search$/.test(url))).toEqual([]);
  expect(asked.map(({ url }) => url)).toContainEqual(expect.stringMatching(/\/c\/[^/]+\/search$/));
  expect(asked.filter((request) => JSON.stringify(request).includes('plum'))).toEqual([]);
});

test('the search holds at every width, light and dark', async ({ newMessenger, newPerson }) => {
  test.setTimeout(120_000);
  const satya = await newPerson('Satya', WIDE);
  const { page } = satya;
  const host = await newMessenger('Maximiliane Freifrau von Hohenlohe-Schillingsfürst');
  const room = await garden(host, satya);
  await page.goto(`/c/${room}/search#q=bed&link=1&since=2026-01-01&from=${host.account.user.uid}`);
  const search = new SearchPane(page);
  await expect(search.pane.getByText('No messages match.').first()).toBeVisible();
  // However long a name is, one can take it back.
  const takeBack = search.pane.getByRole('button', { name: /^Not only from Maximiliane/ });
  await expect(takeBack).toBeInViewport({ ratio: 1 });
  await checkEverywhere(page);
  await page.goto(`/c/${room}/search#q=number`);
  await expect(search.results).toHaveCount(50);
  await checkEverywhere(page);
});
