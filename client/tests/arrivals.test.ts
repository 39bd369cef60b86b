import { directConversationId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { ChatClient } from '../src/ports/chat-client.ts';
import { sha256 } from '../src/crypto/sha256.ts';
import { directBody } from './fake-server.ts';
import { FakeWorld } from './fake-world.ts';

function arrivalsOf(client: ChatClient): string[] {
  const heard: string[] = [];
  client.onArrival(({ message }) => heard.push(message.content?.text ?? ''));
  return heard;
}

test('each message of a conversation that just began arrives once, the first one, too', async () => {
  const world = new FakeWorld();
  const client = await world.start();
  const heard = arrivalsOf(client);

  const group = world.server.group([world.alice, world.me]);
  world.server.say(group, world.alice, 'hello');
  await world.clock.advance(20_000);
  expect(heard).toEqual(['hello']);

  world.server.say(group, world.alice, 'are you there?');
  await world.clock.advance(20_000);
  expect(heard).toEqual(['hello', 'are you there?']);
});

test('the first message arrives in whichever turn it comes after the conversation itself', async () => {
  for (let turns = 0; turns < 20; turns++) {
    const world = new FakeWorld();
    const client = await world.start();
    const heard = arrivalsOf(client);
    const { alice, me, server } = world;
    const conversation = directConversationId(sha256, me.uid, alice.uid);
    const body = directBody(me.uid, alice.uid);
    server.append({ conversation, sender: alice.uid, id: server.newId(), body });
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    server.say(conversation, alice, 'hello');
    await world.clock.advance(20_000);
    expect(heard, `after ${turns} turns`).toEqual(['hello']);
  }
});

test('what was there when a device starts for the first time is no news', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  world.server.say(group, world.alice, 'of old');
  const client = await world.start();
  const heard = arrivalsOf(client);
  await world.clock.advance(20_000);
  expect(heard).toEqual([]);
});

test('what comes in the place of what a restored server lost is news', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const heard = arrivalsOf(client);
  client.open(group);
  await world.clock.advance(1_000);
  for (const text of ['one', 'two', 'three']) world.server.say(group, world.alice, text);
  await world.clock.advance(20_000);
  world.network.cut();
  world.server.restore(group, 2);
  await world.clock.advance(20_000);
  world.server.say(group, world.alice, 'another two');
  await world.clock.advance(20_000);
  expect(heard).toEqual(['one', 'two', 'three', 'another two']);
});

test('of the first messages of a conversation that come at once, each arrives', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const heard = arrivalsOf(client);
  client.open(group);
  await world.clock.advance(1_000);
  world.network.lostEvents = 2;
  for (const text of ['one', 'two', 'three']) world.server.say(group, world.alice, text);
  await world.clock.advance(20_000);
  expect(heard).toEqual(['one', 'two', 'three']);
});
