import type { Body, User, Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { FakeWorld } from './fake-world.ts';

const join: Body = { kind: 'joined' };
const left: Body = { kind: 'left' };

function act(world: FakeWorld, conversation: Uuid, { uid }: User, body: Body) {
  return world.server.append({ conversation, sender: uid, id: world.server.newId(), body });
}

/** A room of Alice's, which this user has joined and opened. */
async function inRoom() {
  const world = new FakeWorld();
  const room = world.server.room(world.alice, 'Gardening');
  const client = await world.start();
  const joined = (await client.rooms()).join(room);
  await world.clock.advance(500);
  await joined;
  const opened = client.open(room);
  await world.clock.advance(500);
  const row = () => client.conversations.get()?.find(({ id }) => id === room);
  const status = () => opened.items.get().findLast((item) => item.kind === 'message')?.status;
  return { world, room, client, opened, row, status };
}

test('a created room is here once its creation is done', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const created = (await client.rooms()).create('Gardening');
  await world.clock.advance(500);
  const row = client.conversations.get()?.find(({ name }) => name === 'Gardening');
  expect(row).toMatchObject({ id: await created, isRoom: true, role: 'owner', memberCount: 1 });
});

test('creating again after a lost answer makes no second room, and a refusal is told', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const rooms = await client.rooms();
  world.server.refusals.push('E_STORE_BUSY');
  const created = rooms.create('Gardening');
  await world.clock.advance(2_000);
  await created;
  expect(client.conversations.get()).toHaveLength(1);
  world.server.refusals.push('E_ROOM_NAME_TAKEN');
  await expect(rooms.create('gardening')).rejects.toMatchObject({ code: 'E_ROOM_NAME_TAKEN' });
});

test('a room that was stored is created, also where the connection ends at that moment', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const rooms = await client.rooms();
  world.network.breaksUnder = 'heads';
  const created = rooms.create('Gardening');
  await world.clock.advance(5_000);
  expect([...world.server.logs.keys()]).toEqual([await created]);
});

test('creating a room again where no answer ever came makes the same room', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const rooms = await client.rooms();
  world.network.losesHttpAnswers = true;
  const lost = expect(rooms.create('Gardening')).rejects.toMatchObject({ name: 'NoAnswerError' });
  await world.clock.advance(60_000);
  await lost;
  world.network.losesHttpAnswers = false;
  const created = rooms.create('Gardening');
  await world.clock.advance(5_000);
  expect([...world.server.logs.keys()]).toEqual([await created]);
});

test('who joined in another browser is in the room here, too; a full room is told', async () => {
  const world = new FakeWorld();
  const room = world.server.room(world.alice);
  const client = await world.start();
  const rooms = await client.rooms();
  world.server.refusals.push('E_ROOM_FULL');
  await expect(rooms.join(room)).rejects.toMatchObject({ code: 'E_ROOM_FULL' });

  act(world, room, world.me, join);
  world.server.refusals.push('E_ALREADY_MEMBER');
  const joined = rooms.join(room);
  await world.clock.advance(500);
  await joined;
  expect(client.conversations.get()?.[0]).toMatchObject({ id: room, role: 'member' });
});

test('others come and go: the count follows at once, and the room stays where it is in the list', async () => {
  const { world, room, opened, row } = await inRoom();
  const { time } = row() ?? expect.unreachable();
  const joining = act(world, room, world.bob, join);
  await world.clock.advance(10);
  expect(row()).toMatchObject({ memberCount: 3, time });
  expect(opened.details.get()?.state.memberCount).toBe(3);
  expect(opened.details.get()?.state.members).not.toHaveProperty(world.bob.uid);
  expect(opened.details.get()?.marks).toContainEqual({
    uid: world.bob.uid,
    delivered: joining.seq,
    read: joining.seq,
  });

  act(world, room, world.bob, left);
  await world.clock.advance(10);
  expect(row()).toMatchObject({ memberCount: 2, time });
  expect(opened.details.get()?.marks.map(({ uid }) => uid)).not.toContain(world.bob.uid);
});

test('a message is read once all have read it, and not once the owners have, whom the state holds', async () => {
  const { world, room, client, status } = await inRoom();
  act(world, room, world.bob, join);
  await client.send(room, { text: 'hi' });
  await world.clock.advance(10);
  world.server.mark(room, { uid: world.alice.uid, delivered: 4, read: 4 });
  await world.clock.advance(10);
  expect(status()).toBe('sent');
  world.server.mark(room, { uid: world.bob.uid, delivered: 4, read: 4 });
  await world.clock.advance(10);
  expect(status()).toBe('read');
});

test('who left reads on and writes no more; joining again lets them in', async () => {
  const { world, room, client, opened, row } = await inRoom();
  act(world, room, world.me, left);
  await world.clock.advance(10);
  expect(row()).toMatchObject({ role: null, memberCount: 1 });
  const again = (await client.rooms()).join(room);
  await world.clock.advance(500);
  await again;
  expect(row()).toMatchObject({ role: 'member', memberCount: 2 });
  expect(opened.details.get()?.state.members[world.me.uid]?.role).toBe('member');
});

test('the names of who writes, reacts, joins and is named are asked for, though the state does not hold them', async () => {
  const { world, room, client } = await inRoom();
  const { seq } = world.server.say(room, world.me, 'hi');
  expect(client.people.users.get().has(world.bob.uid)).toBe(false);
  act(world, room, world.bob, { kind: 'reaction', target: seq });
  await world.clock.advance(100);
  expect(client.people.users.get().get(world.bob.uid)).toEqual(world.bob);
});

test('the names in what was said before are asked for with its page', async () => {
  const world = new FakeWorld();
  const room = world.server.room(world.alice);
  act(world, room, world.bob, join);
  act(world, room, world.bob, left);
  act(world, room, world.me, join);
  const client = await world.start();
  client.open(room);
  await world.clock.advance(500);
  expect(client.people.users.get().get(world.bob.uid)).toEqual(world.bob);
});
