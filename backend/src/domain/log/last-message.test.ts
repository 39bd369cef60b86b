import { expect, test } from 'vitest';
import { lastMessageIn } from './last-message.ts';

/** Counts of a log in which 1 is a message, from its first entry on. */
function found(log: readonly (0 | 1)[], from: number, to: number) {
  const count = (seq: number) => log.slice(0, seq).reduce<number>((sum, one) => sum + one, 0);
  const search = lastMessageIn({ from, to }, { before: count(from - 1), end: count(to) });
  let asked = 0;
  let step = search.next();
  for (; step.done !== true; asked++) step = search.next(count(step.value));
  return { seq: step.value, asked };
}

test('the last message is found in every span of every short log', () => {
  for (let bits = 0; bits < 2 ** 7; bits++) {
    const log = Array.from({ length: 7 }, (_, at): 0 | 1 => ((bits >> at) & 1 ? 1 : 0));
    for (let from = 1; from <= 7; from++)
      for (let to = from; to <= 7; to++) {
        const last = log.slice(0, to).lastIndexOf(1) + 1;
        expect(found(log, from, to).seq).toBe(last >= from ? last : undefined);
      }
  }
});

test('behind 10,000 joins it is found with a few questions', () => {
  const log = Array.from({ length: 10_002 }, (_, at): 0 | 1 => (at === 1 ? 1 : 0));
  expect(found(log, 1, log.length).seq).toBe(2);
  expect(found(log, 1, log.length).asked).toBeLessThan(15);
});
