import type { Entry, Head, Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { ChatClient } from '../src/ports/chat-client.ts';
import type { HttpTransport } from '../src/ports/http-transport.ts';
import { FakeWorld, texts } from './fake-world.ts';

const NEWER: unknown = expect.objectContaining({ code: 'E_NEEDS_NEWER_VERSION' });

function created(world: FakeWorld, change: object): object {
  const members = [world.alice, world.me].map(({ uid }) => ({ uid, role: 'owner' }));
  const group = {
    type: 'group',
    name: 'Later',
    visibility: 'private',
    protection: 'open',
    history: 'fromJoin',
  };
  return { kind: 'created', ...group, members, ...change };
}

/** What a newer server appends. */
function later(world: FakeWorld, conversation: Uuid, body: object): Entry {
  const id = world.server.newId();
  return world.server.append({ conversation, sender: world.alice.uid, id, body: body as Entry['body'] });
}

const row = (client: ChatClient, id: Uuid) => client.conversations.get()?.find((one) => one.id === id);

test.each<[string, object]>([
  ['type', { type: 'room' }],
  ['visibility', { visibility: 'listed' }],
  ['protection', { protection: 'watermarked' }],
  ['history', { history: 'lastWeek' }],
  [
    'role',
    {
      members: [2, 1].map((n) => ({ uid: `${`${n}`.repeat(8)}-0000-4000-8000-000000000000`, role: 'guest' })),
    },
  ],
])(
  'a conversation with an unknown %s is read and not written to, and holds up no other',
  async (_, change) => {
    const world = new FakeWorld();
    const conversation = world.server.newId();
    const first = later(world, conversation, created(world, change));
    world.server.say(conversation, world.alice, 'hello');
    const known = world.server.group([world.alice, world.me]);
    const client = await world.start();
    const view = client.open(conversation);
    await world.clock.advance(1_000);

    expect(await world.storage.readEntries(conversation, 1, 1)).toEqual([first]);
    expect(texts(view.items.get())).toEqual(['hello']);
    expect(view.details.get()?.state.members).toEqual(world.server.state(conversation)?.members);
    expect(row(client, conversation)).toMatchObject({
      type: 'group',
      name: 'Later',
      needsNewerVersion: true,
    });
    expect(client.broken.get().size).toBe(0);
    await expect(client.send(conversation, { text: 'no' })).rejects.toEqual(NEWER);
    await expect(client.groups.leave(conversation)).rejects.toEqual(NEWER);
    await client.send(known, { text: 'yes' });
    await world.clock.advance(10);
    expect(world.server.logs.get(known)).toHaveLength(2);
    expect(world.server.logs.get(conversation)).toHaveLength(2);
  },
);

test('a head with unknown words is taken, by the least that they can mean', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const head = world.server.head(group, world.me.uid);
  const words = { type: 'room', visibility: 'listed', protection: 'watermarked', role: 'guest' };
  world.network.event('newgrp', { head: { ...head, ...words, name: 'Rowers' } });
  await world.clock.advance(10);
  expect(row(client, group)).toMatchObject({
    ...{ name: 'Rowers', type: 'group', role: 'member' },
    ...{ hasUnknown: true, needsNewerVersion: true },
  });
  await expect(client.send(group, { text: 'no' })).rejects.toEqual(NEWER);
  const stored = (await world.storage.load()).conversations.find(({ id }) => id === group);
  expect(stored?.head).toMatchObject(words);
});

test('a role that arrives live stops sending at once and is kept whole, also over a reload', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  client.open(group);
  await world.clock.advance(10);
  const guest = later(world, group, { kind: 'roleChanged', member: world.me.uid, role: 'guest', until: 9 });
  await world.clock.advance(10);
  await expect(client.send(group, { text: 'no' })).rejects.toEqual(NEWER);
  await client.close();

  const again = await world.start();
  const view = again.open(group);
  await world.clock.advance(1_000);
  expect(view.items.get()).toMatchObject([{ body: { kind: 'created' } }, { body: guest.body }]);
  expect(again.broken.get().size).toBe(0);
  expect(row(again, group)).toMatchObject({ role: 'member', needsNewerVersion: true });
});

test('people with a colour of a later version are people', async () => {
  const world = new FakeWorld();
  const exchange = world.network.http.exchange.bind(world.network.http);
  const inColour: HttpTransport = {
    exchange: async (request) => {
      const answer = await exchange(request);
      return request.path.startsWith('/web/users')
        ? { ...answer, body: { people: [{ user: { ...world.alice, colour: 30 } }] } }
        : answer;
    },
  };
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start({ http: inColour });
  client.open(group);
  await world.clock.advance(1_000);
  expect(client.people.users.get().get(world.alice.uid)).toMatchObject({ displayName: 'User 2', colour: 30 });
});

test('a head whose fields are no words at all is refused', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const head: Head | undefined = world.server.head(group, world.me.uid);
  world.network.event('newgrp', { head: { ...head, role: 7, name: 'Rowers' } });
  await world.clock.advance(10);
  expect(row(client, group)).toMatchObject({ name: 'Group', role: 'member', needsNewerVersion: false });
});
