import { randomUUID } from 'node:crypto';
import type { Entry } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { groupText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

function create({ httpUrl }: TestBackend, { token }: TestUser, name: string, conversation = randomUUID()) {
  return call(httpUrl, 'createRoom', { conversation, id: randomUUID(), name }, { token });
}

function join({ httpUrl }: TestBackend, { token }: TestUser, conversation: string, id = randomUUID()) {
  return call(httpUrl, 'joinRoom', { id }, { token, params: { conversation } });
}

function leaveRoom({ httpUrl }: TestBackend, { token }: TestUser, conversation: string) {
  return call(httpUrl, 'leaveGroup', { id: randomUUID() }, { token, params: { conversation } });
}

/** A room, and its owner. */
async function roomOf(backend: TestBackend, name = 'Harbour') {
  const [owner, conversation] = [await backend.register(), randomUUID()];
  expect(await create(backend, owner, name, conversation)).toMatchObject({ status: 200 });
  return { owner, conversation };
}

test('whoever joins a room reads all that was said, speaks, and leaves', async () => {
  const backend = await startTestBackend();
  const { owner, conversation } = await roomOf(backend);
  const bob = await backend.register();
  const [owners, bobs] = await Promise.all([backend.connect(owner), backend.connect(bob)]);
  await owners.get('groupMessage', groupText(conversation, 'before'));
  const sync = { conversation, direction: 'last', limit: 10 } as const;
  expect(await bobs.ask('sync', sync)).toMatchObject({ error: { code: 'E_NOT_FOUND' } });

  const id = randomUUID();
  const joined = await join(backend, bob, conversation, id);
  expect(joined).toMatchObject({ status: 200, body: { seq: 3, body: { kind: 'joined' } } });
  expect(await join(backend, bob, conversation, id)).toMatchObject({ status: 200, body: joined.body });
  expect(await join(backend, bob, conversation)).toMatchObject({ body: { code: 'E_ALREADY_MEMBER' } });
  const page = await bobs.get('sync', sync);
  expect(page.entries.map(({ body }: Entry) => body.kind)).toEqual(['created', 'message', 'joined']);
  await bobs.get('groupMessage', groupText(conversation, 'hello'));

  const as = { token: bob.token, params: { conversation } };
  const details = await call(backend.httpUrl, 'conversation', {}, as);
  expect(details.body).toMatchObject({
    state: {
      memberCount: 2,
      members: { [owner.uid]: { role: 'owner' }, [bob.uid]: { role: 'member', intervals: [{ from: 3 }] } },
    },
  });
  expect(await call(backend.httpUrl, 'leaveGroup', { id: randomUUID() }, as)).toMatchObject({ status: 200 });
  await owners.get('groupMessage', groupText(conversation, 'he is gone'));
  expect(await bobs.get('sync', sync)).toMatchObject({ head: 5 });
  const former = await call(backend.httpUrl, 'conversation', {}, as);
  expect(former.body).toMatchObject({ state: { head: 5, memberCount: 1 }, marks: [] });
  expect(former.body).not.toHaveProperty(`state.members.${owner.uid}`);
});

test('a name is taken in any spelling, until its room is deleted', async () => {
  const backend = await startTestBackend();
  const { owner, conversation } = await roomOf(backend, 'Café au lait');
  const bob = await backend.register();
  expect(await create(backend, bob, 'cafe-au-LAIT')).toMatchObject({
    status: 409,
    body: { code: 'E_ROOM_NAME_TAKEN' },
  });
  const as = { token: owner.token, params: { conversation } };
  expect(await call(backend.httpUrl, 'endGroup', { id: randomUUID() }, as)).toMatchObject({ status: 200 });
  expect(await create(backend, bob, 'cafe-au-LAIT')).toMatchObject({ status: 200 });
  expect(await join(backend, bob, conversation)).toMatchObject({ body: { code: 'E_CONVERSATION_ENDED' } });
});

test.each(['x', 'A/B', 'a\u202eb', '  ', '--', 'x'.repeat(51), '🎉 party'])(
  'no room is called %j',
  async (name) => {
    const backend = await startTestBackend();
    expect(await create(backend, await backend.register(), name)).toMatchObject({ status: 400 });
  },
);

test.each(['Общий', '雑談', 'กลุ่ม', 'हिन्दी', 'room_2 - b'])('a room may be called %s', async (name) => {
  const backend = await startTestBackend();
  expect(await create(backend, await backend.register(), name)).toMatchObject({
    status: 200,
    body: { body: { name } },
  });
});

test('only administrators create rooms where the operator says so; everyone joins', async () => {
  const backend = await startTestBackend({ env: { ROOM_CREATION: 'admins' } });
  const [ada, bob] = [await backend.registerAdmin(), await backend.register()];
  const conversation = randomUUID();
  expect(await create(backend, bob, 'Harbour')).toMatchObject({ status: 403, body: { code: 'E_FORBIDDEN' } });
  expect(await create(backend, ada, 'Harbour', conversation)).toMatchObject({ status: 200 });
  expect(await join(backend, bob, conversation)).toMatchObject({ status: 200 });
});

test('owners and admins say what a room is about; whoever left does not learn what was said of it since', async () => {
  const backend = await startTestBackend();
  const { owner, conversation } = await roomOf(backend);
  const [bob, former] = await Promise.all([backend.register(), backend.register()]);
  for (const { token } of [bob, former])
    await call(backend.httpUrl, 'joinRoom', { id: randomUUID() }, { token, params: { conversation } });
  await leaveRoom(backend, former, conversation);
  const look = { topic: 'Ships', description: 'When they come in', icon: '⚓', colour: 3 };
  const describe = ({ token }: TestUser, change = {}) => {
    const request = { id: randomUUID(), ...look, ...change };
    return call(backend.httpUrl, 'describeRoom', request, { token, params: { conversation } });
  };
  expect(await describe(bob)).toMatchObject({ status: 403, body: { code: 'E_FORBIDDEN' } });
  expect(await describe(owner, { colour: 12 })).toMatchObject({ status: 400 });
  expect(await describe(owner)).toMatchObject({ status: 200, body: { body: { kind: 'described', look } } });

  const found = await call(backend.httpUrl, 'rooms', { search: 'Harbour' }, { token: former.token });
  const listed = { name: 'Harbour', topic: 'Ships', icon: '⚓', colour: 3 };
  expect(found.body).toMatchObject({ rooms: [listed] });
  const { heads } = await (await backend.connect(bob)).get('heads', {});
  const { description, ...short } = look;
  expect(heads.find((head) => head.conversation === conversation)?.look).toEqual(short);
  const details = (user: TestUser) =>
    call(backend.httpUrl, 'conversation', {}, { token: user.token, params: { conversation } });
  expect((await details(bob)).body).toMatchObject({ state: { look: { description } } });
  expect((await details(former)).body).toMatchObject({ state: { look: { ...short, description: '' } } });
});

test('a private group is not joined, and does not show that it exists', async () => {
  const backend = await startTestBackend();
  const [alice, eve] = await Promise.all([backend.register(), backend.register()]);
  const conversation = randomUUID();
  const group = { conversation, id: randomUUID(), name: 'A group', members: [], history: 'all' as const };
  await call(backend.httpUrl, 'createGroup', group, { token: alice.token });
  for (const id of [conversation, randomUUID()])
    expect(await join(backend, eve, id)).toMatchObject({ status: 404, body: { code: 'E_NOT_FOUND' } });
});
