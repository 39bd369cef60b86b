import { beforeAll, beforeEach, expect, test } from 'vitest';
import { owedBy } from '../../src/belief/owed-changes.ts';
import { withChangedIdentity, type Person } from './people.ts';
import { read, startEpoch, type Reading } from './reader.ts';
import { added, knowing, newPeople, removed, teamOf, type People, type Team } from './team.ts';

let people: People;
let alice: Person, bob: Person, carol: Person;
let team: Team;

beforeAll(async () => {
  people = await newPeople();
  ({ alice, bob, carol } = people);
});

beforeEach(async () => {
  team = await teamOf(people);
});

async function owed(me: Person, memory: Omit<Reading, 'me'> = {}) {
  const { view, epochs } = await read(team, { me, ...memory });
  return owedBy(me.uid, { ...view, epochs });
}

/** The log as a server has it that came back from a backup; the reader remembers the rest. */
async function afterRestoreTo(seq: number) {
  const { floors } = (await read(team, { me: alice })).view.roster;
  team = { ...team, log: team.log.upTo(seq) };
  return { floors };
}

test('a new key is said once in each conversation', async () => {
  const again = await withChangedIdentity(bob);
  team = knowing(team, again);
  expect(await owed(bob)).toEqual([{ kind: 'rekeyed', version: 2 }]);
  expect(await owed(alice)).toEqual([]);
  await team.log.append(again, { kind: 'rekeyed', version: 2 });
  expect(await owed(bob)).toEqual([]);
});

test('a new key that a restored backup has lost is said anew', async () => {
  const again = await withChangedIdentity(bob);
  team = knowing(team, again);
  await team.log.append(again, { kind: 'rekeyed', version: 2 });
  const memory = await afterRestoreTo(1);
  expect(await owed(bob, memory)).toEqual([{ kind: 'rekeyed', version: 2 }]);
});

test('nothing is to be said where the conversation began with the new key', async () => {
  const again = await withChangedIdentity(alice);
  team = await teamOf({ ...people, alice: again });
  await startEpoch(team.log, again, [again, bob, carol]);
  expect(await owed(again)).toEqual([]);
});

test('a removal that a restored backup has lost is signed anew by whoever signed it, and by nobody else', async () => {
  await team.log.append(alice, removed(bob));
  const memory = await afterRestoreTo(1);
  expect(await owed(alice, memory)).toEqual([removed(bob)]);
  expect(await owed(carol, memory)).toEqual([]);

  await team.log.append(alice, removed(bob));
  expect(await owed(alice, memory)).toEqual([]);
  await team.log.append(alice, added(bob));
  expect(await owed(alice, memory)).toEqual([]);
});

test('whoever left leaves again, and owes nothing else', async () => {
  team = knowing(team, await withChangedIdentity(carol));
  await team.log.append(carol, { kind: 'left' });
  const memory = await afterRestoreTo(1);
  expect(await owed(carol, memory)).toEqual([{ kind: 'left' }]);
  expect(await owed(alice, memory)).toEqual([]);
});

test('an ended conversation is owed nothing', async () => {
  await team.log.append(alice, removed(bob));
  const memory = await afterRestoreTo(1);
  await team.log.append(alice, { kind: 'ended' });
  expect(await owed(alice, memory)).toEqual([]);
});

test('a removal that one no longer has the right to is not signed anew', async () => {
  await team.log.append(alice, { kind: 'roleChanged', member: carol.uid, role: 'admin' });
  await team.log.append(carol, removed(bob));
  const memory = await afterRestoreTo(1);
  expect(await owed(carol, memory)).toEqual([]);
});
