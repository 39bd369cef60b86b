import { expect, test } from 'vitest';
import type { ChatClient } from '../src/chat-client.ts';
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

test('what was there when a device starts for the first time is no news', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  world.server.say(group, world.alice, 'of old');
  const client = await world.start();
  const heard = arrivalsOf(client);
  await world.clock.advance(20_000);
  expect(heard).toEqual([]);
});
