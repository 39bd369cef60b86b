import { beforeAll, beforeEach, expect, test } from 'vitest';
import { BelievedLog } from '../../src/sealing/believed-log.ts';
import { startEpoch } from './reader.ts';
import {
  added,
  group,
  keysOf,
  membersOf,
  newPeople,
  refusalsOf,
  rosterOf,
  type Memory,
  type People,
  type Team,
} from './team.ts';
import { TestLog } from './test-log.ts';

let people: People;
/** A group from before conversations were sealed, with Eve, and what is remembered of it once it is. */
let team: Team;
let memory: Memory;

beforeAll(async () => {
  people = await newPeople();
});

beforeEach(async () => {
  const { alice, bob, carol, eve } = people;
  team = { log: new TestLog(), people: [alice, bob, carol, eve] };
  team.log.plain(alice.uid, group(people, 'open'));
  team.log.plain(alice.uid, added(eve));
  await startEpoch(team.log, alice, [alice, bob, carol, eve]);
  memory = (await read()).memory;
});

/** @param listedTo up to where its list is held */
async function read(listedTo = team.log.head) {
  const log = new BelievedLog(team.log.conversation);
  log.take(team.log.entries);
  return { log, memory: await log.believe(keysOf(team), [], listedTo).then(() => log.memory) };
}

/** The log is replaced as a whole. */
function begunAnew(): TestLog {
  const log = new TestLog(team.log.conversation);
  team = { ...team, log };
  return log;
}

test('what stood before the first keys is remembered, once the list is whole so far', async () => {
  expect(memory.beginning?.sealedAt).toBe(3);
  expect(memory.beginning?.open).toHaveLength(2);
  expect((await read(2)).memory.beginning).toBeUndefined();
});

test('it counts again after a log has lost its end, in part or as a whole', async () => {
  const { alice, bob, carol, eve } = people;
  const before = team;
  for (const seq of [1, 2, 3]) {
    team = { ...before, log: before.log.upTo(seq) };
    const uids = [alice, bob, carol, ...(seq > 1 ? [eve] : [])].map(({ uid }) => uid);
    expect(membersOf(await rosterOf(team, memory))).toEqual(uids);
  }
});

test('another beginning does not count, by an account of the server or with one', async () => {
  const { eve } = people;
  begunAnew().plain(eve.uid, group({ ...people, alice: eve }, 'open'));
  const other = await rosterOf(team, memory);
  expect([membersOf(other), refusalsOf(other)]).toEqual([[], ['created: unsigned']]);
});

test('nor does somebody whom a server slips in before the first keys', async () => {
  const { alice, bob, carol, eve } = people;
  team = { ...team, log: team.log.upTo(1) };
  team.log.plain(alice.uid, { kind: 'renamed', name: 'Other' });
  team.log.plain(alice.uid, added(eve));
  await startEpoch(team.log, alice, [alice, bob, carol]);
  const roster = await rosterOf(team, memory);
  expect(membersOf(roster)).toEqual([alice, bob, carol].map(({ uid }) => uid));
  expect(refusalsOf(roster)).toEqual(['renamed: unsigned', 'added: unsigned']);
});

test('nothing is in the open any more from where it was sealed, whatever log takes its place', async () => {
  const { alice } = people;
  begunAnew().plain(alice.uid, group(people, 'open'));
  const log = new BelievedLog(team.log.conversation, { floors: {}, ...memory });
  log.take(team.log.entries);
  expect((await log.believe(keysOf(team), [])).sealedFrom).toBe(3);
});
