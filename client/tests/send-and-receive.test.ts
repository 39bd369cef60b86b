import { directConversation } from '../src/local/conversations/direct-conversation.ts';
import { expect, test, vi } from 'vitest';
import { FakeWorld, texts } from './fake-world.ts';

test('what others say appears in the opened conversation and in the list', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(10);

  world.server.say(group, world.alice, 'hello');
  world.server.say(group, world.alice, 'again');
  await world.clock.advance(10);

  expect(texts(opened.items.get())).toEqual(['hello', 'again']);
  expect(client.conversations.get()?.[0]).toMatchObject({
    id: group,
    unread: 2,
    last: { content: { text: 'again' } },
  });
});

test('a message goes out with its own id and is sent when the server has it', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const direct = directConversation(client, world.alice.uid);
  const opened = client.open(direct);

  const id = await client.send(direct, { text: 'hi' });
  expect(opened.items.get()).toMatchObject([{ id, status: 'pending' }]);
  await world.clock.advance(10);

  expect(opened.items.get().at(-1)).toMatchObject({ id, seq: 2, status: 'sent' });
  expect(client.unsent.get()).toBe(0);
  expect(client.conversations.get()).toMatchObject([{ peer: world.alice.uid, unread: 0 }]);
});

test('what is written offline waits and is sent once, in order, when the network is back', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(10);
  world.network.up = false;
  world.network.cut();

  for (let n = 1; n <= 100; n++) await client.send(group, { text: `${n}` });
  await world.clock.advance(60_000);
  expect(client.unsent.get()).toBe(100);
  expect(texts(opened.items.get())[0]).toBe('~1');

  world.network.up = true;
  await world.clock.advance(5_000);
  expect(client.unsent.get()).toBe(0);
  expect(texts(opened.items.get())).toEqual(Array.from({ length: 100 }, (_, index) => `${index + 1}`));
  expect(world.server.logs.get(group)).toHaveLength(101);
});

test('a lost acknowledgement closes the connection after five seconds and makes no second message', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  world.network.lostAnswers = 1;
  world.network.lostEvents = 1;
  await client.send(group, { text: 'once' });
  await world.clock.advance(4_900);
  expect(client.connection.get().kind).toBe('online');
  await world.clock.advance(5_000);

  expect(client.connection.get().kind).toBe('online');
  expect(client.unsent.get()).toBe(0);
  expect(world.server.logs.get(group)).toHaveLength(2);
});

test('a refused message steps aside with its reason and can be sent under a new id', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const opened = client.open(group);
  world.server.refusals.push('E_NOT_A_MEMBER');
  const id = await client.send(group, { text: 'refused' });
  await client.send(group, { text: 'next' });
  await world.clock.advance(10);

  expect(texts(opened.items.get())).toEqual(['next', '~refused']);
  expect(opened.items.get().at(-1)).toMatchObject({
    id,
    status: 'refused',
    error: { code: 'E_NOT_A_MEMBER' },
  });

  await client.retry(group, id);
  await world.clock.advance(10);
  expect(texts(opened.items.get())).toEqual(['next', 'refused']);
  expect(opened.items.get().at(-1)?.id).not.toBe(id);
});

test('a busy server is asked again with the same bytes', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  world.server.refusals.push('E_STORE_BUSY', 'E_STORE_BUSY');
  await client.send(group, { text: 'patience' });
  await world.clock.advance(5_000);

  expect(client.unsent.get()).toBe(0);
  const sent = world.network.sent.filter(({ name }) => name === 'groupMessage').map(({ payload }) => payload);
  expect(sent).toHaveLength(3);
  expect(new Set(sent.map((payload) => JSON.stringify(payload))).size).toBe(1);
});

test('who leaves can wait until everything is sent, and waits for nothing that cannot be', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(500);
  world.server.refusals.push('E_STORE_BUSY');
  await client.send(group, { text: 'farewell' });
  let settled = 0;
  const settle = () => client.settled(3_000).then(() => settled++);
  void settle();
  await world.clock.advance(10);
  expect([settled, client.unsent.get()]).toEqual([0, 1]);
  await world.clock.advance(500);
  expect([settled, client.unsent.get()]).toEqual([1, 0]);
  expect(texts(opened.items.get())).toEqual(['farewell']);

  world.server.refusals.push('E_FORBIDDEN');
  await client.send(group, { text: 'refused' });
  await world.clock.advance(10);
  await settle();
  world.server.refusals.push('E_STORE_BUSY', 'E_STORE_BUSY', 'E_STORE_BUSY', 'E_STORE_BUSY', 'E_STORE_BUSY');
  await client.send(group, { text: 'not yet' });
  void settle();
  await world.clock.advance(2_900);
  expect(settled).toBe(2);
  await world.clock.advance(100);
  expect(settled).toBe(3);

  world.network.up = false;
  world.network.cut();
  await settle();
  expect(client.unsent.get()).toBe(2);
});

test('a connection that went before a message left did not die of it', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const { storage, network } = world;
  const changeItem = storage.changeItem.bind(storage);
  const changes = vi.spyOn(storage, 'changeItem').mockImplementationOnce((...input) => {
    network.cut();
    return changeItem(...input);
  });
  await client.send(group, { text: 'innocent' });
  await world.clock.advance(3_000);
  expect(await storage.outbox()).toEqual([]);
  expect(await Promise.all(changes.mock.settledResults.map(({ value }) => value as unknown))).toMatchObject([
    { emitted: true, closes: 0 },
    { closes: 0 },
  ]);
});

test('closing the client is no connection that a message died of', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  for (let n = 1; n <= 3; n++) {
    world.network.lostCommands = 1;
    const client = await world.start();
    if (n === 1) await client.send(group, { text: 'patient' });
    await world.clock.advance(10);
    await client.close();
    await world.clock.advance(10);
  }
  expect(await world.storage.outbox()).toMatchObject([{ closes: 0, state: { kind: 'waiting' } }]);
});

test('a message larger than the server takes never enters the outbox', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  await expect(client.send(group, { text: 'x'.repeat(33_000) })).rejects.toMatchObject({
    code: 'E_TOO_LARGE',
  });
  expect(client.unsent.get()).toBe(0);
});
