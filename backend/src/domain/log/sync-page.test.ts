import { randomUUID } from 'node:crypto';
import { LIMITS, type SyncPage, type SyncRequest, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import { append, command, group, message } from '../../../tests/contract/commands.ts';
import { createMemoryStores } from '../../store/memory/index.ts';
import { syncPage } from './sync-page.ts';

const stores = createMemoryStores();

/** A group in which somebody missed the middle: they may read 1 to 4 and from 8, to 11. */
async function interrupted(): Promise<{ conversation: Uuid; reader: Uuid }> {
  const [owner, reader] = [randomUUID(), randomUUID()];
  const conversation = await group(stores, owner, { members: [reader] });
  const say = () => append(stores, message(conversation, owner, 'x'.repeat(30)));
  await say();
  await say();
  await append(stores, command(conversation, reader, { kind: 'left' }));
  await say();
  await say();
  await say();
  await append(stores, command(conversation, owner, { kind: 'added', members: [reader] }));
  await say();
  await say();
  await say();
  return { conversation, reader };
}

const seqsOf = ({ entries }: SyncPage) => entries.map(({ seq }) => seq);

/** What a page speaks for, as places in the log. */
function placesOf({ from, to, entries, hidden }: SyncPage): readonly number[] {
  const places = [
    ...entries.map(({ seq }) => seq),
    ...hidden.flatMap((range) =>
      Array.from({ length: (range.to ?? 0) - range.from + 1 }, (_, i) => range.from + i),
    ),
  ].toSorted((a, b) => a - b);
  expect(places).toEqual(Array.from({ length: to - from + 1 }, (_, i) => from + i));
  return places;
}

test.each([1, 50, 100, 200, 1_000])(
  'pages of %i bytes lead through the whole log, forward',
  async (bytes) => {
    const { conversation, reader } = await interrupted();
    const places: number[] = [];
    for (let seq = 0, head = 1; seq < head;) {
      const request = { direction: 'after', conversation, seq, limit: 200 } as const;
      const page = await syncPage({ ...stores }, reader, request, bytes);
      places.push(...placesOf(page));
      expect(page.to).toBeGreaterThan(seq);
      ({ to: seq, head } = page);
    }
    expect(places).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  },
);

test.each([1, 50, 100, 200, 1_000])('pages of %i bytes lead through the whole log, back', async (bytes) => {
  const { conversation, reader } = await interrupted();
  let request: SyncRequest = { direction: 'last', conversation, limit: 50 };
  const places: number[] = [];
  for (let first = 12; first > 1;) {
    const page = await syncPage({ ...stores }, reader, request, bytes);
    places.unshift(...placesOf(page));
    expect(page.to).toBe(first - 1);
    first = page.from;
    request = { direction: 'before', conversation, seq: first, limit: 200 };
  }
  expect(places).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a page of the longest messages ends before it is large', async () => {
  const owner = randomUUID();
  const conversation = await group(stores, owner);
  const words = 'x'.repeat(LIMITS.payloadBytes);
  for (let i = 0; i < 30; i++) await append(stores, message(conversation, owner, words));
  const last = await syncPage({ ...stores }, owner, { direction: 'last', conversation, limit: 200 });
  const first = await syncPage({ ...stores }, owner, {
    direction: 'after',
    conversation,
    seq: 0,
    limit: 200,
  });
  expect(seqsOf(last)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);
  expect(seqsOf(first)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
});
