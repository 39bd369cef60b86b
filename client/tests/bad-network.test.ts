import { encodeContent, LIMITS, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { ChatClient } from '../src/ports/chat-client.ts';
import { FakeWorld, texts } from './fake-world.ts';

const GOOD = ['one', 'two', 'three', 'four', 'five'];

/** A client in a group of two, which it looks at. */
async function inGroup() {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(10);
  return { world, group, client, opened };
}

async function sendAll(client: ChatClient, conversation: Uuid, messages: readonly string[]): Promise<void> {
  for (const text of messages) await client.send(conversation, { text });
}

test('no message is refused where the network breaks at each send for a while, and none overtakes another', async () => {
  const { world, group, client, opened } = await inGroup();
  world.network.cutsAtMessages = true;
  await sendAll(client, group, GOOD);
  await world.clock.advance(20_000);
  expect(texts(opened.items.get())).toEqual(GOOD.map((text) => `~${text}`));
  expect((await world.storage.outbox()).map(({ state }) => state.kind)).toEqual(GOOD.map(() => 'waiting'));

  world.network.cutsAtMessages = false;
  await world.clock.advance(30_000);
  expect(texts(opened.items.get())).toEqual(GOOD);
});

test('messages of many conversations survive it, too', async () => {
  const { world, group, client } = await inGroup();
  const groups = [group, ...[1, 2, 3, 4].map(() => world.server.group([world.alice, world.me]))];
  await world.clock.advance(15_000);
  world.network.cutsAtMessages = true;
  for (const each of groups) await sendAll(client, each, GOOD);
  await world.clock.advance(20_000);
  expect(client.unsent.get()).toBe(25);
  world.network.cutsAtMessages = false;
  await world.clock.advance(60_000);
  expect(client.unsent.get()).toBe(0);
  for (const each of groups) expect(world.server.logs.get(each)).toHaveLength(1 + GOOD.length);
});

test('the pauses between tries grow to half a minute', async () => {
  const { world, group, client } = await inGroup();
  world.network.cutsAtMessages = true;
  await sendAll(client, group, ['one']);
  const tries: number[] = [];
  for (let s = 0; s < 70; s++) {
    const before = world.network.count('groupMessage');
    await world.clock.advance(1_000);
    if (world.network.count('groupMessage') > before) tries.push(s);
  }
  // At once, right after reconnecting, and then after 1, 2, 4, 8, 16 and 30 s.
  expect(tries).toEqual([0, 1, 3, 7, 15, 31, 61]);
});

test('a message that closes each connection which carries something else steps aside, and no other does', async () => {
  const { world, group, client, opened } = await inGroup();
  const other = world.server.group([world.alice, world.me]);
  await world.clock.advance(15_000);
  world.network.cutsAtMessages = true;
  const id = await client.send(group, { text: 'poison' });
  world.network.poison = id;
  world.network.cutsAtMessages = false;
  await client.send(group, { text: 'next' });
  await sendAll(client, other, GOOD);
  await world.clock.advance(5_000);
  // The other conversation does not wait for it.
  expect(world.server.logs.get(other)).toHaveLength(1 + GOOD.length);
  expect(texts(opened.items.get())).toEqual(['~poison', '~next']);
  await world.clock.advance(150_000);
  expect(texts(opened.items.get())).toEqual(['next', '~poison']);
  expect(opened.items.get().at(-1)).toMatchObject({ id, status: 'refused', error: { code: 'E_INTERNAL' } });

  // Whether the server has it is unknown: it cannot be dropped, and a retry asks under the same id.
  await expect(client.discard(group, id)).rejects.toMatchObject({ code: 'E_FORBIDDEN' });
  world.network.poison = undefined;
  await client.retry(group, id);
  await world.clock.advance(10);
  expect(opened.items.get().at(-1)).toMatchObject({ id, status: 'sent' });
});

test('a connection that carries nothing else either tells nothing about a message', async () => {
  const { world, group, client } = await inGroup();
  world.network.cutsAtMessages = true;
  await client.send(group, { text: 'innocent' });
  await world.clock.advance(1);
  for (let second = 1; second <= 300; second++) {
    world.network.breaksUnder = 'command';
    await world.clock.advance(1_000);
  }
  expect(world.network.count('command')).toBeGreaterThan(8);
  expect(await world.storage.outbox()).toMatchObject([{ closes: 0, state: { kind: 'waiting' } }]);
});

test('the largest message fits into a frame, with all that is around it', () => {
  const around = { conversation: 'c'.repeat(36), peer: 'p'.repeat(36), id: 'i'.repeat(36) };
  const empty = JSON.stringify({ type: 'text', text: '' }).length;
  const payload = encodeContent({ type: 'text', text: 'x'.repeat(LIMITS.payloadBytes - empty) });
  const body = { kind: 'reaction', target: Number.MAX_SAFE_INTEGER };
  const packet = `42/chat,${Number.MAX_SAFE_INTEGER}${JSON.stringify(['broadcastMessage', { ...around, body, payload }])}`;
  expect(packet.length).toBeLessThan(LIMITS.frameBytes);
});

test('a conversation that pauses holds no other up, even one under whose message a connection closed', async () => {
  const { world, group, client } = await inGroup();
  const other = world.server.group([world.alice, world.me]);
  await world.clock.advance(15_000);
  world.network.poison = await client.send(group, { text: 'poison' });
  // It pauses for 16 s now.
  await world.clock.advance(17_000);
  world.network.breaksUnder = 'groupMessage';
  await client.send(other, { text: 'good' });
  await world.clock.advance(4_000);
  expect(world.server.logs.get(other)).toHaveLength(2);
});

test('a client that is closed while a conversation pauses leaves no timer', async () => {
  const { world, group, client } = await inGroup();
  world.network.poison = await client.send(group, { text: 'poison' });
  await world.clock.advance(17_000);
  await client.close();
  await world.clock.advance(0);
  expect(world.clock.nextAt()).toBeUndefined();
});
