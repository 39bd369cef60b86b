import { CHAIN_START, type Entry, type Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { HttpApi } from '../../ports/http-api.ts';
import { MemoryStorage } from '../../storage/memory/memory-storage.ts';
import { RosterLists } from './roster-lists.ts';

const uid = (n: number): Uuid => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const [GROUP, BOB] = [uid(1), uid(3)];

const NO_API: HttpApi = { call: () => Promise.reject(new Error('nothing is asked for')) };

const renamed = (seq: number): Entry => ({
  ...{ conversation: GROUP, seq, id: uid(seq), sender: BOB, time: 1, count: 0, chain: CHAIN_START },
  body: { kind: 'renamed', name: 'Boats' },
});

test('changes of one list that are made at the same time lose nothing of each other', async () => {
  const { rosters } = new MemoryStorage(BOB);
  const lists = new RosterLists({ api: NO_API, keeper: rosters });
  await Promise.all([
    lists.extend(GROUP, { upTo: 1, entries: [renamed(1)] }),
    lists.alarmsSeen(GROUP, { cause: 7 }),
    lists.remember(GROUP, () => ({ floors: { [BOB]: { keyVersion: 2 } } })),
    lists.extend(GROUP, { upTo: 2, entries: [renamed(1), renamed(2)] }),
  ]);
  const all = {
    ...{ entries: [renamed(1), renamed(2)], upTo: 2, lost: [], told: [] },
    ...{ seen: { cause: 7 }, floors: { [BOB]: { keyVersion: 2 } } },
  };
  expect(await lists.of(GROUP)).toEqual(all);
  expect(await new RosterLists({ api: NO_API, keeper: rosters }).of(GROUP)).toEqual(all);
});

test('what comes while a list is being kept is kept behind it', async () => {
  const { rosters } = new MemoryStorage(BOB);
  const { promise: disk, resolve: isFree } = Promise.withResolvers<undefined>();
  const keep: typeof rosters.keep = async (...run) => {
    await disk;
    return rosters.keep(...run);
  };
  const lists = new RosterLists({ api: NO_API, keeper: { ...rosters, keep } });
  const first = lists.extend(GROUP, { upTo: 1, entries: [renamed(1)] });
  const second = lists.extend(GROUP, { upTo: 2, entries: [renamed(2)] });
  await lists.of(GROUP);
  isFree(undefined);
  await Promise.all([first, second]);
  expect((await rosters.of(GROUP)).entries.map(({ entry }) => entry)).toEqual([renamed(1), renamed(2)]);
});

test('a list that could not be read is read anew, also after a change that failed by that', async () => {
  const { rosters } = new MemoryStorage(BOB);
  const failures = [new Error('a broken disk'), new Error('a broken disk')];
  const keeper: typeof rosters = {
    ...rosters,
    of: async (id) => {
      const failure = failures.pop();
      if (failure !== undefined) throw failure;
      return rosters.of(id);
    },
  };
  const lists = new RosterLists({ api: NO_API, keeper });
  await expect(lists.of(GROUP)).rejects.toThrow('a broken disk');
  await expect(lists.extend(GROUP, { upTo: 1, entries: [renamed(1)] })).rejects.toThrow('a broken disk');
  expect(await lists.of(GROUP)).toMatchObject({ entries: [], upTo: 0 });
});
