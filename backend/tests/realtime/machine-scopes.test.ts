import { ANNOUNCEMENTS, type Scopes } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createGroup } from '../../testing/create-group.ts';
import { connectGateway } from '../../testing/gateway-client.ts';
import { groupText, privateText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, EVERYTHING, machineUser } from '../../testing/test-machine.ts';

/** A machine in two groups of a person, with a token for some of it. */
async function start(scopes: (inside: string) => Partial<Scopes>) {
  const backend = await startTestBackend();
  const [admin, owner] = [await backend.registerAdmin(), await backend.register()];
  const { user } = await createMachine(backend, admin);
  const member = { ...owner, uid: user.uid };
  const inside = await createGroup(backend, owner, [member]);
  const outside = await createGroup(backend, owner, [member]);
  const allowed = { ...EVERYTHING, ...scopes(inside) };
  const bot: TestUser = { ...owner, ...(await machineUser(backend, admin, { user }, { scopes: allowed })) };
  return { backend, admin, owner, bot, inside, outside };
}

const refused = { success: false, error: { code: 'E_SCOPE' } };

test('a token for everything does what a person does', async () => {
  const { backend, owner, bot, inside } = await start(() => ({}));
  const [socket, owners] = await Promise.all([backend.connect(bot), backend.connect(owner)]);
  const { id } = await owners.get('groupMessage', groupText(inside, 'hello'));
  await socket.next('response', (entry) => entry.id === id);
  await socket.get('privateMessage', privateText(bot, owner, 'hello'));
  expect((await socket.get('heads', {})).heads).toHaveLength(4);
});

test('a token for one room is told of that one, and reaches no other', async () => {
  const { backend, owner, bot, inside, outside } = await start((room) => ({ rooms: [room], direct: false }));
  const [socket, owners] = await Promise.all([backend.connect(bot), backend.connect(owner)]);
  const { heads } = await socket.get('heads', {});
  expect(heads.map(({ conversation }) => conversation).toSorted()).toEqual(
    [ANNOUNCEMENTS, inside].toSorted(),
  );

  const hidden = await owners.get('groupMessage', groupText(outside, 'hidden'));
  const direct = await owners.get('privateMessage', privateText(owner, bot, 'hidden'));
  const seen = await owners.get('groupMessage', groupText(inside, 'seen'));
  await socket.next('response', (entry) => entry.id === seen.id);
  const ids = socket.received('response').map(({ id }) => id);
  expect(ids).not.toContain(hidden.id);
  expect(ids).not.toContain(direct.id);
  expect(socket.received('newgrp')).toEqual([]);

  await socket.get('groupMessage', groupText(inside, 'mine'));
  expect(await socket.ask('groupMessage', groupText(outside, 'mine'))).toMatchObject(refused);
  expect(await socket.ask('privateMessage', privateText(bot, owner, 'mine'))).toMatchObject(refused);
  const page = { direction: 'last', limit: 5 } as const;
  expect(await socket.ask('sync', { conversation: outside, ...page })).toMatchObject(refused);
  const marks = [
    { conversation: inside, seq: 1 },
    { conversation: outside, seq: 1 },
  ];
  expect(await socket.askAnything('read', { marks })).toMatchObject(refused);
  expect(await socket.askAnything('typing', { conversation: outside })).toMatchObject(refused);
});

test('a group that a machine comes into later is told to the tokens that reach it', async () => {
  const { backend, owner, bot, admin } = await start((room) => ({ rooms: [room] }));
  const everywhere: TestUser = {
    ...owner,
    ...(await machineUser(backend, admin, { user: { uid: bot.uid, username: bot.username } })),
  };
  const [limited, free, owners] = await Promise.all([
    backend.connect(bot),
    backend.connect(everywhere),
    backend.connect(owner),
  ]);
  const later = await createGroup(backend, owner, [bot]);
  await free.next('newgrp', ({ head }) => head.conversation === later);
  const { id } = await owners.get('groupMessage', groupText(later, 'hello'));
  await free.next('response', (entry) => entry.id === id);
  await limited.settled();
  expect(limited.received('newgrp')).toEqual([]);
  expect(limited.received('response').filter((entry) => entry.conversation === later)).toEqual([]);
});

test('a token that only writes receives nothing', async () => {
  const { backend, owner, bot, inside } = await start(() => ({ read: false }));
  const owners = await backend.connect(owner);
  // The usual connecting asks for heads.
  await expect(backend.connect(bot)).rejects.toThrow('E_SCOPE');
  await owners.get('groupMessage', groupText(inside, 'hello'));
});

test('a token that only reads sends nothing', async () => {
  const { backend, owner, bot, inside } = await start(() => ({ write: false }));
  const [socket, owners] = await Promise.all([backend.connect(bot), backend.connect(owner)]);
  const { id } = await owners.get('groupMessage', groupText(inside, 'hello'));
  await socket.next('response', (entry) => entry.id === id);
  expect(await socket.ask('groupMessage', groupText(inside, 'mine'))).toMatchObject(refused);
  expect(await socket.ask('command', { name: 'ping' })).toMatchObject(refused);
  expect(await socket.askAnything('typing', { conversation: inside })).toMatchObject(refused);
  expect(await socket.askAnything('delivered', { marks: [{ conversation: inside, seq: 1 }] })).toMatchObject({
    success: true,
  });
});

test('over a plain WebSocket a token for one room gets that one alone', async () => {
  const { backend, owner, bot, inside, outside } = await start((room) => ({ rooms: [room], direct: false }));
  const owners = await backend.connect(owner);
  await owners.get('groupMessage', groupText(outside, 'hidden'));
  const query = `after=${inside}:0,${outside}:0`;
  const script = await connectGateway(backend.wsUrl, bot.token, { query });
  await owners.get('groupMessage', groupText(outside, 'hidden'));
  await owners.get('privateMessage', privateText(owner, bot, 'hidden'));
  await owners.get('groupMessage', groupText(inside, 'seen'));

  await script.next('room', ({ body }) => body.content === 'seen');
  expect(JSON.stringify(script.frames)).not.toContain('hidden');
  expect(script.received('error').map(({ header, body }) => [header.conversation, body.code])).toEqual([
    [outside, 'E_NOT_FOUND'],
  ]);
  await script.get('room', { to: inside, content: 'mine' });
  expect(await script.refused('room', { to: outside, content: 'mine' })).toBe('E_SCOPE');
  expect(await script.refused('direct', { to: owner.uid, content: 'mine' })).toBe('E_SCOPE');
});

test('over a plain WebSocket a token that may only write is told that it is ready, and no place of what it wrote', async () => {
  const { backend, owner, bot, inside } = await start(() => ({ read: false }));
  const script = await connectGateway(backend.wsUrl, bot.token);
  const owners = await backend.connect(owner);

  const { header } = await script.get('room', { to: inside, content: 'mine' });
  await owners.get('groupMessage', groupText(inside, 'not for you'));
  await script.get('room', { to: inside, content: 'more' });

  expect(header).toEqual({ message_type: 'ack', id: header.id });
  expect(script.frames.map(({ header: { message_type } }) => message_type)).toEqual(['ready', 'ack', 'ack']);
});
