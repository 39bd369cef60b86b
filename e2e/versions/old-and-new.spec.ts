import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ANNOUNCEMENTS, SYSTEM_UID } from '@parley/protocol';
import { told } from '../blind/told.ts';
import { createGroup } from '../pages/new-group.ts';
import type { Person } from '../people/person.ts';
import { Server } from '../stack/server.ts';
import { expect, test as base } from '../test.ts';
import { earlier } from './earlier-version.ts';
import { signedByNewerDevice } from './newer-device.ts';

const root = join(import.meta.dirname, '../..');
const present = { folder: root, webClient: join(root, 'frontend/dist/browser') } as const;

const POLL = { kind: 'poll', keepsRights: true, options: ['tea', { hot: true }] };
const QUARANTINE = { kind: 'quarantined', until: 7 };

/** What somebody's newer device sent to a newer server, in the conversation that they see, before the server was rolled back. */
async function invent(server: Server, person: Person, body: object): Promise<void> {
  const conversation = conversationOf(person);
  const command = await signedByNewerDevice(person, server.origin, conversation, body);
  await append(server, { conversation, sender: person.account.user.uid, ...command });
}

function conversationOf({ page }: Person): string {
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

async function append(server: Server, entry: object): Promise<void> {
  await server.shutDown();
  const words = [server.source, server.database, JSON.stringify(entry)];
  execFileSync(process.execPath, ['backend/tests/store/invented-writer.ts', ...words], { cwd: root });
  await server.launch();
}

async function reload(...people: readonly Person[]): Promise<void> {
  for (const { page, conversation } of people) {
    await page.reload();
    await expect(conversation.log).toBeVisible();
  }
}

/** Nobody takes the server or a member for a forger. The lock comes with what is believed, and alarms with that. */
async function trusts({ page }: Person, lock = 'End-to-end encrypted'): Promise<void> {
  await expect(page.getByRole('button', { name: lock })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
}

const pairs = [
  { name: 'an earlier page and this server', page: earlier, server: present, unknownPath: undefined },
  { name: 'this page and an earlier server', page: present, server: earlier, unknownPath: /^\/web\/rooms$/ },
];

interface Version {
  readonly folder: string;
  readonly webClient: string;
}

/** Tests of this page on that server. */
function testsOf(page: Version, version: Version) {
  return base.extend<{ server: Server }>({
    server: async ({}, use) => {
      const server = await Server.start({ webClient: page.webClient, source: version.folder });
      await use(server);
      await server.stop();
    },
  });
}

for (const { name, page: client, server: version, unknownPath } of pairs) {
  const test = testsOf(client, version);

  test.describe(name, () => {
    test.use({ unknownPath });

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
      await anna.conversation.composer.fill(told.marked('Half a thought'));
      await invent(server, anna, QUARANTINE);

      const closed = anna.page.getByText('Reload to write here. This conversation needs a newer version.');
      await expect(closed).toBeVisible({ timeout: 20_000 });
      await reload(anna);
      await expect(closed).toBeVisible();
      await expect(anna.list.row('Ben')).toContainText('Half a thought');
      await trusts(anna);
    });

    test('a role that nobody knows closes the group to who has it, and breaks nothing', async ({
      server,
      newPerson,
    }) => {
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
    });

    test('show in what is open to the server, too, where something needs a newer version', async ({
      server,
      newPerson,
    }) => {
      const anna = await newPerson('Anna');
      await anna.list.open('Announcements');
      const entry = { conversation: ANNOUNCEMENTS, sender: SYSTEM_UID, id: randomUUID(), body: POLL };
      await append(server, entry);

      const line = anna.conversation.log.getByText('This needs a newer version');
      await expect(line).toBeVisible({ timeout: 20_000 });
      await reload(anna);
      await expect(line).toBeVisible();
      await trusts(anna, 'Not encrypted');
    });
  });
}
