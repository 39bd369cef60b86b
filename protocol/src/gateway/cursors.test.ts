import { expect, test } from 'vitest';
import { cursorsIn } from './cursors.ts';

const one = '00000000-0000-4000-8000-000000000001';
const two = '00000000-0000-4000-8000-000000000002';

test('cursors are read in any order, and of two for one conversation the furthest counts', () => {
  expect(cursorsIn('')).toEqual(new Map());
  expect(cursorsIn(`${one}:7,${two}:0,${one}:3`)).toEqual(
    new Map([
      [one, 7],
      [two, 0],
    ]),
  );
});

test.each(['x:1', one, `${one}:-1`, `${one}:1.5`, `${one}:01`, `${one}:1:2`, `${one}:1,`, `${one}:1e9`])(
  'what is no cursor is refused: %s',
  (text) => {
    expect(cursorsIn(text)).toBeUndefined();
  },
);

test('there are at most 150 cursors', () => {
  const cursors = (count: number) =>
    Array.from({ length: count }, (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}:1`);
  expect(cursorsIn(cursors(150).join(','))?.size).toBe(150);
  expect(cursorsIn(cursors(151).join(','))).toBeUndefined();
});
