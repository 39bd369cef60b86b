import { expect, test, vi } from 'vitest';
import { NOW, someone, talk } from '../../../tests/contract/commands.ts';
import { orders, room } from '../../../tests/contract/rooms/room-commands.ts';
import { createMemoryStores } from '../../store/memory/index.ts';
import { EntryRelay } from './entry-relay.ts';

test('whoever was banned from a quiet room is out, however much was said by the time that it is looked at', async () => {
  const stores = createMemoryStores();
  const [owner, member] = [someone(), someone()];
  const conversation = await room(stores, owner, [member]);
  const { entry } = await orders(stores, conversation, owner, { kind: 'banned', member });
  await talk(stores, conversation, owner, 150);
  const memberships = { beforeEntry: vi.fn(), afterEntry: vi.fn(), follow: vi.fn(), reconcile: vi.fn() };
  const relay = new EntryRelay({
    connections: { tell: vi.fn() },
    conversations: stores.conversations,
    memberships,
    notices: { announce: vi.fn() },
    clock: () => NOW,
    failed: vi.fn(),
  });

  relay.deliver(entry);
  await relay.catchUp(conversation, entry.seq);
  expect(memberships.follow.mock.calls.flat(2)).toContainEqual(entry);
});
