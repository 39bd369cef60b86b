import { expect, test, vi } from 'vitest';
import { FakeWorld, texts } from './fake-world.ts';

async function inGroup() {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  const opened = client.open(group);
  await world.clock.advance(500);
  return { world, group, client, opened };
}

test('a refused change says why on its message, and giving it up lets go of nothing that waits', async () => {
  const { world, group, client, opened } = await inGroup();
  await client.send(group, { text: 'frist' });
  await world.clock.advance(10);
  world.server.refusals.push('E_TOO_MANY_PINS');
  await client.pin(group, 2, true);
  await world.clock.advance(10);
  const message = () => {
    const item = opened.items.get().find(({ kind }) => kind === 'message');
    return item?.kind === 'message' ? item : expect.unreachable();
  };
  expect(message()).toMatchObject({ pinned: false, status: 'sent', error: { code: 'E_TOO_MANY_PINS' } });
  expect(client.unsent.get()).toBe(1);

  world.network.up = false;
  world.network.cut();
  await client.edit(group, 2, { text: 'first' });
  await client.discard(group, message().id);
  expect(message()).not.toHaveProperty('error');
  expect(message()).toMatchObject({ content: { text: 'first' }, changing: true });
  expect(client.unsent.get()).toBe(1);
  world.network.up = true;
  await world.clock.advance(5_000);
  expect(message()).toMatchObject({ content: { text: 'first' }, changing: false });
  expect(client.unsent.get()).toBe(0);
});

test('a refused change is made when it is tried again', async () => {
  const { world, group, client, opened } = await inGroup();
  const { id, seq } = world.server.say(group, world.alice, 'pin me');
  await world.clock.advance(10);
  world.server.refusals.push('E_TOO_MANY_PINS');
  await client.pin(group, seq, true);
  await world.clock.advance(10);
  await client.retry(group, id);
  await world.clock.advance(10);
  const message = opened.items.get().find((item) => item.id === id);
  expect(message).toMatchObject({ pinned: true });
  expect(message).not.toHaveProperty('error');
});

test('a message that is sent openly after all is in the outbox at each moment', async () => {
  const { world, group, client, opened } = await inGroup();
  world.server.refusals.push('E_NO_KEYS');
  const id = await client.send(group, { text: 'hello' });
  await world.clock.advance(10);
  // The tab ends here, if anything is put back after it was taken out.
  vi.spyOn(world.storage, 'enqueue').mockReturnValue(new Promise(() => undefined));
  await client.retry(group, id, { openly: true });
  await world.clock.advance(10);
  expect(texts(opened.items.get())).toEqual(['hello']);
  expect(client.unsent.get()).toBe(0);
});
