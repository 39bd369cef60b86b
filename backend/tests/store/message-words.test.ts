import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { keyOf, MessageWords } from '../../src/store/sqlite/search/message-words.ts';

const [CONVERSATION, NEXT] = [7, 8];
/** Around the end of the first block, in the middle of the third, and in the next conversation. */
const SEQS = [1, 4_094, 4_095, 4_096, 4_097, 10_000];

/** An index, with as much patience as a look may have. */
function index(patience?: number): MessageWords {
  const db = new Database(':memory:');
  MessageWords.createIn(db);
  const words = new MessageWords(db, patience);
  for (const conversation of [CONVERSATION, NEXT])
    for (const seq of SEQS) words.add(keyOf(conversation, seq), ['+', 'boat', `n${seq}`]);
  return words;
}

/** Goes on from where each look stopped. */
function all(words: MessageWords, end: 'first' | 'last', limit: number): number[] {
  const seqs: number[] = [];
  let span = { from: 1, to: 20_000 };
  for (;;) {
    const look = words.find(CONVERSATION, [['boat']], span, { end, limit });
    seqs.push(...look.seqs);
    if (look.stoppedAt === undefined) return seqs;
    span = end === 'last' ? { ...span, to: look.stoppedAt - 1 } : { ...span, from: look.stoppedAt + 1 };
  }
}

test.each([
  ['in one look', 10_000, 100],
  ['where each stops at the end of a block', 0, 100],
  ['where each stops at its limit', 10_000, 2],
  ['where each stops at the first', 0, 1],
])('every message is found once %s', (_, patience, limit) => {
  const words = index(patience);
  expect(all(words, 'first', limit)).toEqual(SEQS);
  expect(all(words, 'last', limit)).toEqual(SEQS.toReversed());
});

test('a look without patience says where it stopped, and looks at one block at least', () => {
  const words = index(0);
  const look = (from: number, to: number, end: 'first' | 'last') =>
    words.find(CONVERSATION, [['boat']], { from, to }, { end, limit: 100 });
  expect(look(1, 20_000, 'first')).toEqual({ seqs: [1, 4_094, 4_095], stoppedAt: 4_095 });
  expect(look(1, 9_000, 'last')).toEqual({ seqs: [], stoppedAt: 8_192 });
  expect(look(4_095, 4_095, 'last')).toEqual({ seqs: [4_095] });
});

test('phrases that stand apart are not found, and what was removed is found no more', () => {
  const words = index();
  const find = (...phrases: string[][]) =>
    words.find(CONVERSATION, phrases, { from: 1, to: 20_000 }, { end: 'last', limit: 10 }).seqs;
  expect(find(['boat', 'n4096'])).toEqual([4_096]);
  expect(find(['n4096', 'boat'])).toEqual([]);
  expect(find(['n4096'], ['boat'])).toEqual([4_096]);
  words.remove(keyOf(CONVERSATION, 4_096), ['+', 'boat', 'n4096']);
  expect(find(['boat'])).toEqual([10_000, 4_097, 4_095, 4_094, 1]);
});
