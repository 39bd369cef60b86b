import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { GroupDetails } from '../pages/group-details.ts';
import { createGroup } from '../pages/new-group.ts';
import type { Person } from '../people/person.ts';
import type { Server } from '../stack/server.ts';

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
  // What it is about has been read by then.
  await expect(satya.page.getByRole('button', { name: 'End-to-end encrypted' })).toBeVisible();
  await satya.conversation.say('Rowers we are');
  await expect(lost).toHaveCount(0);
  await expect(satya.page.getByRole('heading', { level: 1, name: 'Rowers' })).toBeVisible();
});

/** Somebody gives a group a name that the server loses, since a backup is restored. */
async function renameInVain(server: Server, { page, conversation }: Person, name: string): Promise<void> {
  await createGroup(page, 'Rowers', ['Alice']);
  await conversation.say('Before');
  await server.backUp();
  // Which waits until the page has found the server again.
  await conversation.say('After the backup');
  await conversation.openDetails();
  await new GroupDetails(page).rename(name);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await server.restore();
  await page.reload();
}

function lostIn({ page }: Person, name: string) {
  return page.getByRole('status').filter({ hasText: `The server lost that you named this group “${name}”.` });
}
