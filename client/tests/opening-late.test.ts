import { encodeContent, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { Arrival } from '../src/ports/chat-client.ts';
import type { Opener } from '../src/ports/opener.ts';
import { FakeNetwork } from './fake-network.ts';
import { FakeWorld, texts } from './fake-world.ts';
import { LockedOpener } from './locked-opener.ts';

async function inGroup(opener: Opener) {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start({ opener });
  const opened = client.open(group);
  await world.clock.advance(1_000);
  return { world, group, client, opened };
}

function mention({ server, alice, me }: FakeWorld, conversation: Uuid, text: string) {
  const payload = encodeContent({ type: 'text', text, mentions: [me.uid] });
  const body = { kind: 'message' } as const;
  return server.append({ conversation, sender: alice.uid, id: server.newId(), body, payload });
}

test('of many messages in a row, none waits for the opening of those before it', async () => {
  const { world, group } = await inGroup(new LockedOpener('late'));
  for (let n = 1; n <= 40; n++) {
    world.server.say(group, world.alice, `${n}`);
    await world.clock.advance(50);
  }
  await world.clock.advance(1_000);
  expect(world.server.markOf(group, world.me.uid)).toMatchObject({ delivered: 41 });
});

test('what is opened late is not opened twice', async () => {
  const opener = new LockedOpener('late');
  const { world, group, opened } = await inGroup(opener);
  for (let n = 1; n <= 3; n++) world.server.say(group, world.alice, `${n}`);
  await world.clock.advance(1_000);
  opener.hasKey = true;
  opener.answer();
  await world.clock.advance(10);
  expect(texts(opened.items.get())).toEqual(['1', '2', '3']);
  expect(opener.asked).toEqual([2, 3, 4]);
});

test('what is being opened is not asked for again when there are more keys', async () => {
  const opener = new LockedOpener('late');
  const { world, group, opened } = await inGroup(opener);
  for (let n = 1; n <= 3; n++) world.server.say(group, world.alice, `${n}`);
  await world.clock.advance(1_000);
  opener.hasKey = true;
  opener.tellMore();
  opener.tellMore();
  await world.clock.advance(1_000);
  expect(opener.asked).toEqual([2, 3, 4]);
  opener.answer();
  await world.clock.advance(10);
  expect(texts(opened.items.get())).toEqual(['1', '2', '3']);
});

test('what an answer brought nothing for is tried again if a key came meanwhile', async () => {
  const opener = new LockedOpener('late');
  const { world, group, opened } = await inGroup(opener);
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(1_000);
  opener.tellMore();
  opener.answer();
  await world.clock.advance(10);
  opener.hasKey = true;
  opener.answer();
  await world.clock.advance(10);
  expect(texts(opened.items.get())).toEqual(['hello']);
});

test('a key that comes after a message was tried, and before it is stored, opens it', async () => {
  const locked = new LockedOpener('nothing');
  const answered = Promise.withResolvers<undefined>();
  const holds = [answered.promise];
  const { world, group, opened } = await inGroup({
    open: async (entries) => {
      const said = await locked.open(entries);
      await holds.shift();
      return said;
    },
    onMore: (listener) => locked.onMore(listener),
  });
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(50);
  locked.giveKey();
  await world.clock.advance(50);
  answered.resolve(undefined);
  await world.clock.advance(50);
  expect(texts(opened.items.get())).toEqual(['hello']);
});

test('an opener that fails is reported, and what it should open is stored and delivered', async () => {
  const failure = new Error('no memory');
  const { world, group, opened } = await inGroup({
    open: async () => Promise.reject(failure),
    onMore: () => () => undefined,
  });
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(1_000);
  expect(opened.items.get().at(-1)).toMatchObject({ unopened: true });
  expect(world.server.markOf(group, world.me.uid)).toMatchObject({ delivered: 2 });
  expect(world.errors).toContain(failure);
});

test('what another tab opens is shown here as well', async () => {
  const [here, there] = [new LockedOpener('nothing'), new LockedOpener('nothing')];
  const { world, group, opened, client } = await inGroup(here);
  const network = new FakeNetwork(world.server, world.me.uid);
  await world.start({ opener: there, transport: network.transport, http: network.http });
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(3_000);
  expect(texts(opened.items.get())).toEqual(['-']);

  there.giveKey();
  await world.clock.advance(100);
  here.tellMore();
  await world.clock.advance(100);
  expect(texts(opened.items.get())).toEqual(['hello']);
  await client.close();
});

test('nothing is stored after the client is closed', async () => {
  const opener = new LockedOpener('late');
  const { world, group, client } = await inGroup(opener);
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(1_000);
  await client.close();
  const before = JSON.stringify(world.storage.data());
  opener.giveKey();
  await world.clock.advance(100);
  expect(JSON.stringify(world.storage.data())).toBe(before);
  expect(world.errors).toEqual([]);
});

test('what one wrote elsewhere and a restored server lost is offered with its bytes while it is not opened', async () => {
  const opener = new LockedOpener('nothing');
  const { world, group, client, opened } = await inGroup(opener);
  world.server.say(group, world.alice, 'before');
  const sent = world.server.say(group, world.me, 'mine');
  await world.clock.advance(1_000);
  world.network.cut();
  world.server.restore(group, 2);
  world.server.say(group, world.alice, 'other history');
  await world.clock.advance(5_000);
  expect(opened.items.get().at(-1)).toMatchObject({ status: 'lost', unopened: true });

  await client.retry(group, sent.id);
  await world.clock.advance(1_000);
  const again = world.server.logs.get(group)?.at(-1);
  expect(again).toMatchObject({ id: sent.id, payload: sent.payload, seq: 4 });
});

test('a server that was restored is followed although the opener never answers', async () => {
  const { world, group, client, opened } = await inGroup(new LockedOpener('late'));
  await client.send(group, { text: 'mine' });
  await world.clock.advance(1_000);
  world.network.cut();
  world.server.restore(group, 1);
  world.server.say(group, world.alice, 'other history');
  await world.clock.advance(5_000);
  expect(opened.items.get().slice(-2)).toMatchObject([{ sender: world.alice.uid }, { status: 'lost' }]);
});

test('mentions are known in their order, and not in what was deleted meanwhile', async () => {
  const opener = new LockedOpener('nothing');
  const { world, group, client } = await inGroup(opener);
  mention(world, group, 'first');
  const { seq: target } = mention(world, group, 'deleted');
  mention(world, group, 'last');
  const body = { kind: 'deletion', target } as const;
  world.server.append({ conversation: group, sender: world.alice.uid, id: world.server.newId(), body });
  await world.clock.advance(1_000);
  opener.giveKey();
  await world.clock.advance(100);
  expect(world.storage.data().conversations[0]?.unread.mentions).toEqual([2, 4]);
  expect(client.conversations.get()?.[0]).toMatchObject({ mentions: 2 });
});

test('an edit of a message that is not opened does not stand in for it', async () => {
  const { world, group, opened } = await inGroup({
    open: async (entries) =>
      entries.map(({ body }) => (body.kind === 'edit' ? { type: 'text', text: 'edited' } : undefined)),
    onMore: () => () => undefined,
  });
  const { seq: target } = world.server.say(group, world.alice, 'forwarded, maybe');
  const body = { kind: 'edit', target } as const;
  const payload = encodeContent({ type: 'text', text: 'edited' });
  const { alice, server } = world;
  server.append({ conversation: group, sender: alice.uid, id: server.newId(), body, payload });
  await world.clock.advance(1_000);
  expect(texts(opened.items.get())).toEqual(['-']);
});

async function announced(opener: LockedOpener) {
  const there = await inGroup(opener);
  const arrivals: Arrival[] = [];
  there.client.onArrival((arrival) => arrivals.push(arrival));
  there.world.server.say(there.group, there.world.alice, 'hello');
  await there.world.clock.advance(1_000);
  expect(arrivals).toEqual([]);
  return { ...there, arrivals };
}

test('a message is announced with its text if that is known within two seconds', async () => {
  const opener = new LockedOpener('nothing');
  const { world, arrivals } = await announced(opener);
  opener.giveKey();
  await world.clock.advance(10_000);
  expect(arrivals).toMatchObject([{ message: { content: { text: 'hello' } } }]);
});

test('a message is announced without its text after two seconds, and not once more with it', async () => {
  const opener = new LockedOpener('nothing');
  const { world, arrivals } = await announced(opener);
  await world.clock.advance(1_500);
  expect(arrivals).toMatchObject([{ message: { unopened: true } }]);
  opener.giveKey();
  await world.clock.advance(10_000);
  expect(arrivals).toHaveLength(1);
});

test('a message that was read before its text was known is not announced', async () => {
  const { world, group, client, arrivals } = await announced(new LockedOpener('nothing'));
  client.markRead(group, 2);
  await world.clock.advance(10_000);
  expect(arrivals).toEqual([]);
});

test('what a quote refers to far above is looked up again once an edit of it is opened', async () => {
  const world = new FakeWorld();
  const { alice, server, me } = world;
  const group = server.group([alice, me]);
  const { seq: target } = server.say(group, alice, 'far above');
  for (let n = 1; n <= 300; n++) server.say(group, alice, `${n}`);
  const opener = new LockedOpener('nothing');
  opener.giveKey();
  const opened = (await world.start({ opener })).open(group);
  await world.clock.advance(1_000);
  const said: unknown[] = [];
  const look = async () => said.push((await opened.message(target)) ?? 'nothing');
  opened.items.listen(() => void look());
  await look();
  expect(said).toMatchObject([{ content: { text: 'far above' } }]);

  opener.hasKey = false;
  const body = { kind: 'edit', target } as const;
  const payload = encodeContent({ type: 'text', text: 'edited' });
  server.append({ conversation: group, sender: alice.uid, id: server.newId(), body, payload });
  await world.clock.advance(1_000);
  opener.giveKey();
  await world.clock.advance(100);
  expect(said.at(-1)).toMatchObject({ content: { text: 'edited' } });
});

test('the words of what one writes are not lost with the server that took it, though it was never opened', async () => {
  const { world, group, client, opened } = await inGroup(new LockedOpener('late'));
  world.server.say(group, world.alice, 'hello');
  await client.send(group, { text: 'written here' });
  await world.clock.advance(1_000);
  // Nobody has judged it: a server may have put it where nobody can read it.
  expect(texts(opened.items.get())).toEqual(['-', '-']);

  world.server.restore(group, 1);
  world.server.say(group, world.alice, 'hello again');
  await world.clock.advance(3_000);
  expect(opened.items.get()).toContainEqual(
    expect.objectContaining({ status: 'lost', content: { type: 'text', text: 'written here' } }),
  );
});
