import { Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { commandId } from './command-id.ts';

const someId = (now: number) => commandId(now, crypto.randomUUID());

test('is the UUID of version 7 that RFC 9562 shows in appendix A.6', () => {
  const id = commandId(0x017f22e279b0, '00000000-0000-4cc3-98c4-dc0c0c07398f');
  expect(id).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  expect(Uuid.parse(id)).toBe(id);
});

test('rises with time, and differs at the same moment', () => {
  const ids = [0, 1, 255, 256, 1_800_000_000_000].map(someId);
  expect(ids.toSorted()).toEqual(ids);
  expect(someId(5)).not.toBe(someId(5));
});
