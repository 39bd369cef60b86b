import { randomUUID } from 'node:crypto';
import type { RoomsPage } from '@parley/protocol';
import { expect, test } from 'vitest';
import { call } from '../../testing/call.ts';
import { groupText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

async function create({ httpUrl }: TestBackend, { token }: TestUser, name: string) {
  const conversation = randomUUID();
  const answer = await call(httpUrl, 'createRoom', { conversation, id: randomUUID(), name }, { token });
  expect(answer).toMatchObject({ status: 200 });
  return conversation;
}

/** What the directory shows a user. */
async function listed(
  { httpUrl }: TestBackend,
  { token }: TestUser,
  request: { search?: string; after?: string } = {},
) {
  const { status, body } = await call(httpUrl, 'rooms', request, { token });
  expect(status).toBe(200);
  return body as RoomsPage;
}

test('everyone finds a room, its members know that they are in, and it is gone once it is deleted', async () => {
  const backend = await startTestBackend();
  const [owner, bob] = [await backend.register(), await backend.register()];
  const conversation = await create(backend, owner, 'Café');
  await create(backend, owner, 'Quay');
  const found = {
    conversation,
    name: 'Café',
    memberCount: 1,
    locked: false,
    active: expect.any(Number) as number,
  };
  expect(await listed(backend, bob, { search: 'CAFE' })).toEqual({ rooms: [{ ...found, joined: false }] });
  expect(await listed(backend, owner, { search: 'CAFE' })).toEqual({ rooms: [{ ...found, joined: true }] });
  expect((await listed(backend, bob)).rooms).toHaveLength(2);

  const as = { token: owner.token, params: { conversation } };
  expect(await call(backend.httpUrl, 'endGroup', { id: randomUUID() }, as)).toMatchObject({ status: 200 });
  expect(await listed(backend, owner, { search: 'cafe' })).toEqual({ rooms: [] });
});

test('the room where somebody wrote last comes first, ten seconds later', async () => {
  const backend = await startTestBackend();
  const owner = await backend.register();
  const rooms: string[] = [];
  for (const name of ['One', 'Two', 'Three']) {
    rooms.push(await create(backend, owner, name));
    await backend.pass(1_000);
  }
  const names = async () => (await listed(backend, owner)).rooms.map(({ name }) => name);
  await backend.pass(10_000);
  expect(await names()).toEqual(['Three', 'Two', 'One']);
  const socket = await backend.connect(owner);
  const { time } = await socket.get('groupMessage', groupText(rooms[1] ?? '', 'hello'));
  await backend.pass(10_000);
  expect(await names()).toEqual(['Two', 'Three', 'One']);
  expect((await listed(backend, owner)).rooms[0]).toMatchObject({ active: time });
});

test('nobody sees the directory without a session, or with a page that none was followed by', async () => {
  const backend = await startTestBackend();
  const { httpUrl } = backend;
  expect(await call(httpUrl, 'rooms', {})).toMatchObject({ status: 401 });
  const { token } = await backend.register();
  for (const request of [{ after: 'x' }, { after: 'x'.repeat(101) }, { search: 'x'.repeat(51) }])
    expect(await call(httpUrl, 'rooms', request, { token })).toMatchObject({
      status: 400,
      body: { code: 'E_BAD_REQUEST' },
    });
});
