import { expect, test } from 'vitest';
import { holdPromise } from './hold-promise.ts';

test('what has come is kept, and what failed is asked for again', async () => {
  const held = new Map<string, Promise<string>>();
  const failing = holdPromise(held, 'a', Promise.reject(new Error('a broken disk')));
  const coming = holdPromise(held, 'b', Promise.resolve('B'));
  await expect(failing).rejects.toThrow('a broken disk');
  expect([...held]).toEqual([['b', coming]]);
});

test('a failure takes nothing away that was asked for after it', async () => {
  const held = new Map<string, Promise<string>>();
  const { promise, reject } = Promise.withResolvers<string>();
  const first = holdPromise(held, 'a', promise);
  const second = holdPromise(held, 'a', Promise.resolve('A'));
  reject(new Error('a broken disk'));
  await expect(first).rejects.toThrow('a broken disk');
  expect(held.get('a')).toBe(second);
});
