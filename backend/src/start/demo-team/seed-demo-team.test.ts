import { ANNOUNCEMENTS, type Entry, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend, type TestBackend } from '../../../testing/start-test-backend.ts';
import { addDemoUsers, DEMO_NAMES, demoId, refuseDemoUsers } from '../demo-users.ts';
import { seedDemoTeam } from './seed-demo-team.ts';

const DAY = 86_400_000;

test('the demo team has talked for days, in groups, alone and in the announcements, and some of it is unread', async () => {
  const backend = await seeded();
  const logs = await logsOf(backend, 'satya');

  const entries = logs.flat();
  const kinds = new Set(entries.map(({ body }) => body.kind));
  expect(kinds).toEqual(new Set(['created', 'message', 'edit', 'reaction', 'pinned']));
  expect(new Set(entries.map(({ time }) => Math.floor(time / DAY))).size).toBeGreaterThan(3);
  expect(entries.every(({ time }) => time <= backend.clock.read())).toBe(true);
  const marks = await backend.context.conversations.marks(demoId('group Release 4.2'));
  const head = Math.max(...(await log(backend, demoId('group Release 4.2'))).map(({ seq }) => seq));
  expect(marks.find(({ uid }) => uid === demoId('satya'))?.read).toBe(head - 3);
  expect((await log(backend, ANNOUNCEMENTS)).length).toBeGreaterThan(2);
});

test('a second start, on a later day, says nothing again', async () => {
  const backend = await seeded();
  const before = await logsOf(backend, 'satya');
  backend.clock.advance(3 * DAY);

  await seedDemoTeam(backend.context);

  expect(await logsOf(backend, 'satya')).toEqual(before);
  expect(await backend.context.users.count()).toBe(DEMO_NAMES.length);
});

test('a database of other users is left alone', async () => {
  const backend = await startTestBackend();
  await backend.register('satya');

  await expect(seedDemoTeam(backend.context)).rejects.toThrow('--seeded needs the demo users');

  expect(await backend.context.users.count()).toBe(1);
});

test('production refuses the colleagues of the demo team, too', async () => {
  const { users } = (await seeded()).context;
  const { credential } = (await users.byUsername('satya')) ?? {};
  for (const name of ['satya', 'alice', 'bob']) await users.setCredential(demoId(name), replaced(credential));

  await expect(refuseDemoUsers({ users })).rejects.toThrow('kofi has the password 1234');
});

function replaced<T extends object>(credential: T | undefined): T & { publicKey: string } {
  if (credential === undefined) throw new Error('There is no such user');
  return { ...credential, publicKey: 'AAAA' };
}

async function seeded(): Promise<TestBackend> {
  const backend = await startTestBackend();
  await addDemoUsers(backend.context);
  await seedDemoTeam(backend.context);
  return backend;
}

async function logsOf(backend: TestBackend, name: string): Promise<readonly (readonly Entry[])[]> {
  const conversations = await backend.context.conversations.conversationsOf(demoId(name));
  return Promise.all(conversations.toSorted().map((conversation) => log(backend, conversation)));
}

function log({ context }: TestBackend, conversation: Uuid): Promise<readonly Entry[]> {
  return context.conversations.entries(conversation, 1, 1_000);
}
