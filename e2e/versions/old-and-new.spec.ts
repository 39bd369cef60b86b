import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createGroup } from '../pages/new-group.ts';
import type { Person } from '../people/person.ts';
import { Server } from '../stack/server.ts';
import { expect, test as base } from '../test.ts';
import { earlier } from './earlier-version.ts';

const root = join(import.meta.dirname, '../..');
const present = { folder: root, webClient: join(root, 'frontend/dist/browser') } as const;

const POLL = { kind: 'poll', keepsRights: true, options: ['tea', { hot: true }] };
const BAN = { kind: 'banned', until: 7 };

/** What a newer server would have appended before it was rolled back. */
async function invent(server: Server, { account, page }: Person, body: object): Promise<void> {
  await server.shutDown();
  const conversation = new URL(page.url()).pathname.split('/')[2] ?? '';
  const words = [server.database, conversation, account.user.uid, JSON.stringify(body)];
  // By the server's own version: another one may have another layout of the database.
  execFileSync(process.execPath, ['backend/tests/store/invented-writer.ts', ...words], {
    cwd: server.source,
  });
  await server.launch();
}

async function reload(...people: readonly Person[]): Promise<void> {
  for (const { page, conversation } of people) {
    await page.reload();
    await expect(conversation.log).toBeVisible();
  }
}

/** Nobody takes the server for a forger. */
async function trusts({ page }: Person): Promise<void> {
  await expect(page.getByText('Something is wrong with this conversation')).toHaveCount(0);
}

/** What this page asks for and the earlier server does not have yet. */
const ADDED_SINCE = /\/web\/(keylogs|vault)$|transport=polling/;

const pairs = [
  { name: 'an earlier page and this server', page: earlier, server: present },
  { name: 'this page and an earlier server', page: present, server: earlier },
];

interface Version {
  readonly folder: string;
  readonly webClient: string;
}

/** Tests of this page on that server. */
function testsOf(page: Version, version: Version) {
  return base.extend<{ server: Server }>({
    unknownToServer: version === earlier ? ADDED_SINCE : undefined,
    server: async ({}, use) => {
      const server = await Server.start({ webClient: page.webClient, source: version.folder });
      await use(server);
      await server.stop();
    },
  });
}

for (const { name, page: client, server: version } of pairs) {
  const test = testsOf(client, version);

  test.describe(name, () => {
    test('talk both ways, also past an entry and a field that neither knows', async ({
      server,
      newPerson,
    }) => {
      const anna = await newPerson('Anna');
      const ben = await newPerson('Ben');
      await anna.talkTo(ben);
      await anna.conversation.say('Before');
      await ben.list.open('Anna');
      await expect(ben.conversation.message('Before')).toBeVisible();
      await invent(server, anna, POLL);
      await invent(server, anna, { kind: 'pinned', target: 2, colour: 'red' });

      for (const { conversation } of [anna, ben])
        await expect(conversation.log.getByText('This needs a newer version')).toBeVisible({
          timeout: 20_000,
        });
      await ben.conversation.say('After');
      await expect(anna.conversation.message('After')).toBeVisible();
      await expect(anna.page.getByRole('button', { name: 'Reload' })).toBeVisible();
      await reload(anna, ben);
      for (const person of [anna, ben]) {
        await expect(person.conversation.log.getByText('This needs a newer version')).toBeVisible();
        await expect(person.conversation.message('After')).toBeVisible();
        await trusts(person);
      }
      await anna.conversation.say('Later');
      await expect(ben.conversation.message('Later')).toBeVisible();
    });

    test('send nothing after a kind that may change rights, and keep the draft', async ({
      server,
      newPerson,
    }) => {
      const anna = await newPerson('Anna');
      const ben = await newPerson('Ben');
      await anna.talkTo(ben);
      await anna.conversation.say('Before');
      await anna.conversation.composer.fill('Half a thought');
      await invent(server, anna, BAN);

      const closed = anna.page.getByText('Reload to write here. This conversation needs a newer version.');
      await expect(closed).toBeVisible({ timeout: 20_000 });
      await reload(anna);
      await expect(closed).toBeVisible();
      await expect(anna.list.row('Ben')).toContainText('Half a thought');
      await trusts(anna);
    });
  });
}

// An earlier page joins these tests once it is one that takes unknown words.
testsOf(present, earlier)(
  'a role that nobody knows closes the group to who has it, and breaks nothing',
  async ({ server, newPerson }) => {
    const anna = await newPerson('Anna');
    const ben = await newPerson('Ben');
    await createGroup(anna.page, 'Rowers', ['Ben']);
    await anna.conversation.say('Before');
    await ben.list.open('Rowers');
    await expect(ben.conversation.message('Before')).toBeVisible();
    await invent(server, anna, { kind: 'roleChanged', member: ben.account.user.uid, role: 'guest' });

    const closed = ben.page.getByText('Reload to write here. This conversation needs a newer version.');
    await expect(closed).toBeVisible({ timeout: 20_000 });
    await reload(anna, ben);
    await expect(closed).toBeVisible();
    for (const person of [anna, ben]) {
      await expect(person.conversation.log.getByText('This needs a newer version')).toBeVisible();
      await expect(person.conversation.message('Before')).toBeVisible();
      await trusts(person);
    }
  },
);
