import type { Page } from '@playwright/test';
import { expect, test } from '../test.ts';

async function openFinder(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Find or start a conversation/ }).click();
}

test('people and groups are found however one types their names', async ({ newPerson, newMessenger }) => {
  const satya = await newPerson('Satya');
  await newMessenger('Zoë Ólafsdóttir');
  await newMessenger('Anna-Lena Berg');
  await newMessenger('Aaron Lee');
  await newMessenger('Lee Anne');
  const lee = await newMessenger('Lee');
  await lee.createGroup('(internal) #ops', [satya.account.user]);
  await expect(satya.list.row('(internal) #ops')).toBeVisible();

  await openFinder(satya.page);
  const options = satya.page.getByRole('listbox').getByRole('option');
  for (const [query, ...found] of [
    ['zoe', 'Zoë Ólafsdóttir'],
    ['zoe\u0308', 'Zoë Ólafsdóttir'],
    ['olaf', 'Zoë Ólafsdóttir'],
    ['anna-lena', 'Anna-Lena Berg'],
    ['lena', 'Anna-Lena Berg'],
    ['internal', '(internal) #ops'],
    ['lee', /Lee@lee\s*$/, 'Lee Anne', 'Aaron Lee'],
  ] as const) {
    await satya.page.getByRole('combobox').fill(query);
    await expect(options).toHaveCount(found.length);
    await expect(options).toContainText(found);
  }
  await satya.page.getByRole('combobox').fill('drawer');
  await expect(satya.page.getByText('No people, rooms or conversations match “drawer”.')).toBeVisible();
});

test('while the server is away, what this browser knows is found', async ({
  newPerson,
  newMessenger,
  server,
}) => {
  const satya = await newPerson('Satya');
  await newMessenger('Zoë Berg');
  const alice = await newMessenger('Alice');
  await alice.createGroup('(internal) #ops', [satya.account.user]);
  await expect(satya.list.row('(internal) #ops')).toBeVisible();
  await openFinder(satya.page);
  const options = satya.page.getByRole('listbox').getByRole('option');
  await satya.page.getByRole('combobox').fill('zoe');
  await expect(options).toContainText(['Zoë Berg']);

  await server.kill();
  const offline = satya.page.getByText("You're offline: only conversations on this device");
  for (const [query, ...found] of [
    ['internal', '(internal) #ops'],
    ['zoe', 'Zoë Berg'],
    ['drawer'],
  ] as const) {
    await satya.page.getByRole('combobox').fill(query);
    await expect(options).toHaveCount(found.length);
    await expect(options).toContainText(found);
    await expect(offline).toBeVisible();
  }

  await server.launch();
  await expect(satya.page.getByText('No people, rooms or conversations match “drawer”.')).toBeVisible();
});
