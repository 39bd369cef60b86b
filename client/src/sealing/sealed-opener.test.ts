import { CHAIN_START, encodeContent, type Entry } from '@parley/protocol';
import { expect, test } from 'vitest';
import { SealedOpener } from './sealed-opener.ts';

const CONVERSATION = '10000000-0000-4000-8000-000000000000';
const SENDER = '20000000-0000-4000-8000-000000000000';
const COUNT = 60;

function entry(seq: number): Entry {
  return {
    ...{ conversation: CONVERSATION, seq, id: crypto.randomUUID(), sender: SENDER, time: 0, count: seq },
    ...{ chain: CHAIN_START, body: { kind: 'message' } },
    payload: encodeContent({ type: 'text', text: `${seq}` }),
  };
}

test('many entries are judged in the order of the log, with a rest for the page after each slice, and answered as they were asked', async () => {
  const did: ('rest' | readonly number[])[] = [];
  const opener = new SealedOpener({
    logs: {
      prepare: async () => undefined,
      judge: async (entries) => {
        did.push(entries.map(({ seq }) => seq));
        return entries.map(() => ({ kind: 'open' }));
      },
      onChange: () => () => undefined,
    },
    keys: {
      find: async () => undefined,
      fetch: async () => undefined,
      onMore: () => () => undefined,
    },
    rest: async () => void did.push('rest'),
  });
  const newestFirst = Array.from({ length: COUNT }, (_, i) => entry(COUNT - i));

  const said = await opener.open(newestFirst);
  expect(said).toEqual(newestFirst.map(({ seq }) => ({ type: 'text', text: `${seq}` })));
  const judged = did.filter((one) => one !== 'rest');
  expect(judged.flat()).toEqual(Array.from({ length: COUNT }, (_, i) => i + 1));
  expect(Math.max(...judged.map(({ length }) => length))).toBeLessThanOrEqual(25);
  // Nobody rests before the first slice or after the last one.
  expect(did.map((one) => (one === 'rest' ? one : 'judge'))).toEqual([
    ...['judge', 'rest', 'judge', 'rest', 'judge'],
    ...['rest', 'rest'],
  ]);
});
