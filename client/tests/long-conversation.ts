import type { Uuid } from '@parley/protocol';
import type { Conversation } from '../src/ports/chat-client.ts';
import { FakeWorld, texts } from './fake-world.ts';

export const COUNT = 3_000;
/** Far below the window, which begins at 2951. */
export const FAR = 520;

/** A group with more than a window. @param instead says something else at a place */
export function longLog(instead?: (world: FakeWorld, group: Uuid, seq: number) => boolean) {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  for (let n = 2; n <= COUNT; n++)
    if (!instead?.(world, group, n)) world.server.say(group, world.alice, `${n}`);
  return { world, group };
}

export async function longConversation(instead?: Parameters<typeof longLog>[0]) {
  const { world, group } = longLog(instead);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(10);
  const asked = world.network.count('sync');
  const pages = () => world.network.count('sync') - asked;
  return { world, group, client, opened, pages };
}

export function numbers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}

export function shown(opened: Conversation): string[] {
  return texts(opened.items.get());
}
