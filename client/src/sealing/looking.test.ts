import type { Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { Looking } from './looking.ts';

const [A, B] = ['11111111-0000-4000-8000-000000000000', '22222222-0000-4000-8000-000000000000'];

function setUp() {
  const known = new Set<Uuid>();
  const asked: Uuid[] = [];
  const problems: unknown[] = [];
  const locked = new Set<Uuid>();
  let tasks: Promise<unknown> = Promise.resolve();
  const looking = new Looking({
    isKnown: (id) => known.has(id),
    tell: async (id) => {
      asked.push(id);
      if (locked.has(id)) throw new Error('not open');
    },
    background: (task) => {
      tasks = Promise.all([tasks, task.catch((error: unknown) => problems.push(error))]);
    },
  });
  return { looking, known, asked, problems, locked, done: () => tasks };
}

test('what could not be found out is looked at again, until it was told', async () => {
  const { looking, known, asked, problems, locked, done } = setUp();
  known.add(A).add(B);
  locked.add(A);
  looking.look(A);
  looking.look(B);
  await done();
  expect(problems).toHaveLength(1);
  locked.delete(A);
  looking.again();
  await done();
  looking.again();
  await done();
  expect(asked).toEqual([A, B, A]);
});

test('a page that is faster than the local copy is told once the conversation is there', async () => {
  const { looking, known, asked, done } = setUp();
  looking.look(A);
  await done();
  known.add(A).add(B);
  looking.added(A);
  looking.added(B);
  await done();
  expect(asked).toEqual([A]);
});
