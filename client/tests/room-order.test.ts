import type { Body } from '@parley/protocol';
import { expect, test } from 'vitest';
import { FakeWorld } from './fake-world.ts';

/** A room of Alice's, which this user has joined. */
async function inRoom() {
  const world = new FakeWorld();
  const room = world.server.room(world.alice, 'Gardening');
  const client = await world.start();
  const joined = (await client.rooms()).join(room);
  await world.clock.advance(500);
  await joined;
  const { order } = await client.rooms();
  const row = () => client.conversations.get()?.find(({ id }) => id === room);
  /** Runs a command while the clock goes on. */
  const done = async (command: Promise<unknown>) => {
    await world.clock.advance(5_000);
    await command;
  };
  const said = (): readonly Body[] =>
    (world.server.logs.get(room) ?? []).slice(2).map(({ body }) => body as Body);
  return { world, room, client, order, row, done, said };
}

test('each order is an entry of the room, and the row of the room follows at once', async () => {
  const { world, room, order, row, done, said } = await inRoom();
  const look = { topic: 'Beds', description: 'And bees', icon: '🌱', colour: 3 };
  const rules = { slowMode: 30, onlyAdmins: false };
  await done(order.describe(room, look));
  await done(order.changeRules(room, rules));
  await done(order.mute(room, world.bob.uid, 60));
  await done(order.ban(room, world.bob.uid));
  await done(order.unban(room, world.bob.uid));
  await done(order.appoint(room, world.bob.uid));
  expect(said()).toEqual([
    { kind: 'described', look, keepsRights: true },
    { kind: 'rulesChanged', rules },
    { kind: 'muted', member: world.bob.uid, seconds: 60 },
    { kind: 'banned', member: world.bob.uid },
    { kind: 'unbanned', member: world.bob.uid },
    { kind: 'appointed', member: world.bob.uid },
  ]);
  expect(row()).toMatchObject({ look, rules });
});

test('the row says until when this user is muted', async () => {
  const { world, room, row } = await inRoom();
  const body: Body = { kind: 'muted', member: world.me.uid, seconds: 60 };
  const { time } = world.server.append({
    conversation: room,
    sender: world.alice.uid,
    id: world.server.newId(),
    body,
  });
  await world.clock.advance(10);
  expect(row()?.mutedUntil).toBe(time + 60_000);
});

test('a retry after a lost answer bans once, and a refusal is told', async () => {
  const { world, room, order, done, said } = await inRoom();
  world.server.refusals.push('E_STORE_BUSY');
  await done(order.ban(room, world.bob.uid));
  expect(said()).toHaveLength(1);
  world.server.refusals.push('E_FORBIDDEN');
  await expect(order.ban(room, world.bob.uid)).rejects.toMatchObject({ code: 'E_FORBIDDEN' });
});

test('an administrator who is outside of a room gives it an owner without taking it in', async () => {
  const world = new FakeWorld();
  const room = world.server.room(world.alice, 'Gardening');
  const client = await world.start();
  await (await client.rooms()).order.appoint(room, world.bob.uid);
  expect(client.conversations.get()).toEqual([]);
  expect(world.server.logs.get(room)?.at(-1)?.body).toEqual({ kind: 'appointed', member: world.bob.uid });
});

test('nothing is ordered in a room whose rights a later version may have changed', async () => {
  const { world, room, order, said } = await inRoom();
  const body = { kind: 'haunted' } as unknown as Body;
  world.server.append({ conversation: room, sender: world.alice.uid, id: world.server.newId(), body });
  await world.clock.advance(10);
  await expect(order.ban(room, world.bob.uid)).rejects.toMatchObject({ code: 'E_NEEDS_NEWER_VERSION' });
  expect(said()).toHaveLength(1);
});

test('who is banned is named, also somebody whom this client never met', async () => {
  const { world, room, client, order } = await inRoom();
  world.server.banned.push(world.bob.uid);
  const { people } = await order.banned(room);
  expect(people).toEqual([world.bob]);
  expect(client.people.users.get().get(world.bob.uid)).toEqual(world.bob);
});
