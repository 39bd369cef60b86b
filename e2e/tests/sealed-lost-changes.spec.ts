import { copyFile } from 'node:fs/promises';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { GroupDetails } from '../pages/group-details.ts';
import { createGroup } from '../pages/new-group.ts';
import type { Person } from '../people/person.ts';
import { Server } from '../stack/server.ts';
import { expect, test as base } from '../test.ts';

/** One server, whose database is a file. */
const test = base.extend<{ server: Server }>({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.stop();
  },
});

test.describe.configure({ timeout: 180_000 });

test('a change that the server has lost is made again by a tap, for everyone and for good', async ({
  server,
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await renameInVain(server, satya, 'Boats');
  const lost = lostIn(satya, 'Boats');
  await expect(lost).toBeVisible();
  await checkEverywhere(satya.page);

  await lost.getByRole('button', { name: 'Do it again' }).click();
  await expect(lost).toHaveCount(0);
  await alice.list.open('Boats');
  await satya.page.reload();
  await expect(satya.page.getByRole('heading', { level: 1, name: 'Boats' })).toBeVisible();
  await satya.conversation.say('Boats it is');
  await expect(alice.conversation.message('Boats it is')).toBeVisible();
  await expect(lost).toHaveCount(0);
});

test('a change that the server has lost is dismissed, and not offered again', async ({
  server,
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  await newPerson('Alice');
  await renameInVain(server, satya, 'Boats');
  const lost = lostIn(satya, 'Boats');
  await lost.getByRole('button', { name: 'Dismiss' }).click();
  await expect(lost).toHaveCount(0);
  await satya.page.reload();
  await satya.conversation.say('Rowers we are');
  await expect(lost).toHaveCount(0);
  await expect(satya.page.getByRole('heading', { level: 1, name: 'Rowers' })).toBeVisible();
});

/** Somebody gives a group a name that the server loses, since a backup is restored. */
async function renameInVain(server: Server, { page, conversation }: Person, name: string): Promise<void> {
  await createGroup(page, 'Rowers', ['Alice']);
  await conversation.say('Before');
  const backup = `${server.database}.backup`;
  await server.shutDown();
  await copyFile(server.database, backup);
  await server.launch();
  // Which waits until the page has found the server again.
  await conversation.say('After the backup');
  await conversation.openDetails();
  await new GroupDetails(page).rename(name);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await server.shutDown();
  await copyFile(backup, server.database);
  await server.launch();
  await page.reload();
}

function lostIn({ page }: Person, name: string) {
  return page.getByRole('status').filter({ hasText: `The server lost that you named this group “${name}”.` });
}
