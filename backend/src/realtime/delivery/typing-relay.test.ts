import { randomUUID } from 'node:crypto';
import { LIMITS } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { createMemoryStores } from '../../store/memory/index.ts';
import { NO_BUS } from '../nodes/bus.ts';
import { Blocks } from '../presence/blocks.ts';
import { TypingRelay } from './typing-relay.ts';

test.each([
  [LIMITS.groupMembers, 1],
  [LIMITS.groupMembers + 1, 0],
])('where %i are connected, who types is told %i times', (connected, times) => {
  const connections = { sizeOf: () => connected, tell: vi.fn() };
  const relay = new TypingRelay(connections, new Blocks(createMemoryStores()), NO_BUS, () => 1_000_000);
  relay.typing({ conversation: randomUUID(), uid: randomUUID() });
  expect(connections.tell).toHaveBeenCalledTimes(times);
});
