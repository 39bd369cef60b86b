import { expect, test, vi } from 'vitest';
import { FakeWorld } from './fake-world.ts';

const full = () => Promise.reject(new DOMException('The disk is full.', 'QuotaExceededError'));

test('a draft that cannot be stored is reported and still there', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const client = await world.start();
  vi.spyOn(world.storage, 'saveDraft').mockImplementation(full);
  client.setDraft(group, 'half a sen');
  await world.clock.advance(1_000);
  expect(world.errors).toMatchObject([{ name: 'QuotaExceededError' }]);
  expect(await client.draft(group)).toBe('half a sen');
});

test('heads that cannot be stored are reported, and compared once they can', async () => {
  const world = new FakeWorld();
  const saveHeads = vi.spyOn(world.storage, 'saveHeads').mockImplementation(full);
  const client = await world.start();
  expect(world.errors).toMatchObject([{ name: 'QuotaExceededError' }]);
  expect(client.synced.get()).toBe(false);
  saveHeads.mockRestore();
  await world.clock.advance(1_000);
  expect(client.synced.get()).toBe(true);
});
