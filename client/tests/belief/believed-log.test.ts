import { beforeAll, beforeEach, expect, test } from 'vitest';
import { BelievedLog } from '../../src/sealing/believed-log.ts';
import { alarmsIn } from '../../src/sealing/held/alarms-in.ts';
import { startEpoch } from './reader.ts';
import { added, keysOf, newPeople, refusalsOf, teamOf, type People, type Team } from './team.ts';

let people: People;
let team: Team;

beforeAll(async () => {
  people = await newPeople();
});

beforeEach(async () => {
  team = await teamOf(people);
});

const ALL_ASKED = (_: string, _seq: number) => true;
const NONE_ASKED = (_: string, seq: number) => seq === 0;

async function believedOf(entries: Team['log']['entries'], keyLogs = keysOf(team)) {
  const log = new BelievedLog(team.log.conversation);
  log.take(entries);
  return log.believe(keyLogs, []);
}

const toldOf = (
  believed: Awaited<ReturnType<typeof believedOf>>,
  wasAskedUpTo = ALL_ASKED,
  now = believed.keyLogs,
) => alarmsIn(team.log.conversation, believed, { wasAskedUpTo, now: () => now }).map(({ kind }) => kind);

test('keys that somebody else signed are told, and so are keys without a signature', async () => {
  const { alice, bob, eve } = people;
  await startEpoch(team.log, eve, [alice, bob], {}, { as: bob.uid });
  expect(toldOf(await believedOf(team.log.entries))).toEqual(['refusedKeys']);
  const bare = team.log.entries.map(({ payload, ...entry }) =>
    entry.body.kind === 'keys' || payload === undefined ? entry : { ...entry, payload },
  );
  expect(toldOf(await believedOf(bare))).toEqual(['refusedKeys']);
});

test('keys that were not asked for yet are nothing to tell', async () => {
  const { alice, bob } = people;
  await startEpoch(team.log, bob, [alice, bob]);
  const travelled = team.log.entries.map((entry) =>
    entry.body.kind === 'keys'
      ? { ...entry, payload: { kind: 'elsewhere', was: 'sealed', hash: 'AAAA' } as const }
      : entry,
  );
  expect(toldOf(await believedOf(travelled))).toEqual([]);
});

test('an entry that lacks a part of a key log is told only once that part was asked for', async () => {
  const { alice } = people;
  const without = new Map([...keysOf(team)].filter(([uid]) => uid !== alice.uid));
  const believed = await believedOf(team.log.entries, without);
  expect(toldOf(believed, NONE_ASKED)).toEqual([]);
  expect(toldOf(believed)).toEqual(['refusedChange']);
});

test('nothing is wrong with what depends on an entry that lacks a part of a key log', async () => {
  const { alice, bob } = people;
  await team.log.append(bob, { kind: 'left' });
  await team.log.append(alice, added(bob));
  const without = new Map([...keysOf(team)].filter(([uid]) => uid !== bob.uid));
  const believed = await believedOf(team.log.entries, without);
  expect(refusalsOf(believed.roster)).toEqual([expect.stringContaining('left'), 'added: noRight']);
  expect(toldOf(believed, NONE_ASKED)).toEqual([]);
  expect(toldOf(believed)).toEqual(['refusedChange', 'refusedChange']);
});

test('what is wrong in itself is told, whatever stands before it', async () => {
  const { alice, bob, eve } = people;
  await team.log.append(bob, { kind: 'left' });
  team.log.plain(alice.uid, added(eve));
  const without = new Map([...keysOf(team)].filter(([uid]) => uid !== bob.uid));
  expect(toldOf(await believedOf(team.log.entries, without), NONE_ASKED)).toEqual(['refusedChange']);
});

test('an entry is decoded when it comes, and not each time that something is judged', async () => {
  const { alice, bob } = people;
  await startEpoch(team.log, bob, [alice, bob]);
  let reads = 0;
  const counting = team.log.entries.map((entry) => {
    const { payload } = entry;
    if (payload?.kind !== 'sealed') return entry;
    const bytes = () => {
      reads++;
      return payload.bytes;
    };
    return { ...entry, payload: Object.defineProperty({ ...payload }, 'bytes', { get: bytes }) };
  });
  const keyLogs = keysOf(team);
  const log = new BelievedLog(team.log.conversation);
  log.take(counting);
  await log.believe(keyLogs, []);
  const before = reads;
  log.take(counting);
  await log.believe(keyLogs, []);
  expect(log.vouchedBeyond(new Map(), []).size).toBe(2);
  expect([before > 0, reads]).toEqual([true, before]);
});

test('what was judged by a key log that has grown since is not told: it is judged again', async () => {
  const without = new Map([...keysOf(team)].filter(([uid]) => uid !== people.alice.uid));
  const believed = await believedOf(team.log.entries, without);
  expect(toldOf(believed, ALL_ASKED, keysOf(team))).toEqual([]);
});
