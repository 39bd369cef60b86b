import type { Entry } from '@parley/protocol';
import { beforeAll, expect, test } from 'vitest';
import { lostChanges } from '../../src/belief/lost-changes.ts';
import { withDevice, withoutDevice, type Person } from './people.ts';
import {
  added,
  admin,
  keysOf,
  knowing,
  newPeople,
  removed,
  rosterOf,
  teamOf,
  type People,
  type Team,
} from './team.ts';
import { TestLog } from './test-log.ts';

let people: People;

beforeAll(async () => {
  people = await newPeople();
});

const named = (name: string): Entry['body'] => ({ kind: 'renamed', name });
const plain = ({ uid }: Person): Entry['body'] => ({ kind: 'roleChanged', member: uid, role: 'member' });

/** What happened after the first entry of a group of three that Alice owns, all of which its log has lost. */
async function lostAfter(...changes: readonly (readonly [Person, Entry['body']])[]) {
  const team = await teamOf(people);
  for (const [by, body] of changes) await team.log.append(by, body);
  // What counts for sealing outlives the log.
  const { floors } = await rosterOf(team);
  return { team: { ...team, log: team.log.upTo(1) }, lost: team.log.entries.slice(1), floors };
}

const lostByAlice = (...bodies: readonly Entry['body'][]) =>
  lostAfter(...bodies.map((body) => [people.alice, body] as const));

type Lost = Awaited<ReturnType<typeof lostAfter>>;

async function changesOf({ team, lost, floors }: Lost, by: Person = people.alice) {
  const { lacking, over } = await lostChanges(by.uid, lost, await rosterOf(team, { floors }), keysOf(team));
  const seqs = over.map((id) => lost.find((entry) => entry.id === id)?.seq);
  return { told: lacking.map(({ change }) => change), over: seqs };
}

test('what is lost of an own addition, role or name is offered; a removal is not: it is signed anew by itself', async () => {
  const { bob, carol, eve } = people;
  const lost = await lostByAlice(added(eve), admin(bob), named('Boats'), removed(carol));
  expect(await changesOf(lost)).toEqual({ told: [added(eve), admin(bob), named('Boats')], over: [5] });
});

test('what was made once more is over, whoever made it', async () => {
  const { alice, bob, eve } = people;
  const lost = await lostByAlice(added(eve), admin(bob), named('Boats'));
  await lost.team.log.append(alice, added(eve));
  await lost.team.log.append(alice, named('Boats'));
  expect(await changesOf(lost)).toEqual({ told: [admin(bob)], over: [2, 4] });
});

test('nobody is offered what they have no right to any more, nor anything in a group that has ended', async () => {
  const { alice, bob, eve } = people;
  const lost = await lostAfter([alice, admin(bob)], [bob, added(eve)], [alice, named('Boats')]);
  expect(await changesOf(lost, bob)).toEqual({ told: [], over: [] });
  await lost.team.log.append(alice, { kind: 'ended' });
  expect(await changesOf(lost)).toEqual({ told: [], over: [] });
});

test('of several changes of one thing, only the last one is offered', async () => {
  const { bob, carol } = people;
  const lost = await lostByAlice(admin(bob), named('Boats'), plain(bob), named('Canoes'), admin(carol));
  expect(await changesOf(lost)).toEqual({ told: [named('Canoes'), admin(carol)], over: [2, 3, 4] });
});

test('nothing is offered that a removal which is lost as well took back, by the user or by another', async () => {
  const { alice, bob, carol, eve } = people;
  const own = await lostByAlice(added(eve), admin(bob), removed(eve), removed(bob));
  expect((await changesOf(own)).told).toEqual([]);
  const others = await lostAfter(
    ...([
      [alice, admin(bob)],
      [alice, added(eve)],
      [bob, removed(eve)],
    ] as const),
    ...([
      [alice, admin(carol)],
      [carol, { kind: 'left' }],
    ] as const),
  );
  expect(await changesOf(others)).toEqual({ told: [admin(bob)], over: [3, 5] });
});

test('somebody who was added again after a removal is offered without the role that they had before', async () => {
  const { alice, eve } = people;
  const lost = await lostByAlice(added(eve), admin(eve), removed(eve), added(eve));
  expect(await changesOf(lost)).toEqual({ told: [added(eve)], over: [2, 3, 4] });
  await lost.team.log.append(alice, added(eve));
  expect(await changesOf(lost)).toEqual({ told: [], over: [2, 3, 4, 5] });
});

test('a change that no device of the user has signed is not offered', async () => {
  const { alice, bob, eve } = people;
  const team = await teamOf(people);
  const start = team.log.upTo(1);
  team.log.plain(alice.uid, added(eve));
  await team.log.append(bob, admin(eve), { as: alice.uid });
  await team.log.append(bob, named('Boats'));
  const lost = { team: { ...team, log: start }, lost: team.log.entries.slice(1), floors: {} };
  expect(await changesOf(lost)).toEqual({ told: [], over: [] });
});

test('nor one by a device that was revoked: whoever has it can have signed at any time', async () => {
  const { eve } = people;
  const alice = await withDevice(people.alice);
  const lost = await lostAfter([alice, added(eve)]);
  const team: Team = knowing(lost.team, await withoutDevice(alice, 0));
  expect(await changesOf({ ...lost, team })).toEqual({ told: [], over: [] });
});

test('nor one that a server shows a second time, in this conversation or from another one', async () => {
  const { alice, carol, eve } = people;
  const team = await teamOf(people);
  const first = await team.log.append(alice, added(eve));
  await team.log.append(alice, removed(eve));
  const other = new TestLog(undefined, team.log.entries.slice(0, 1));
  const fromOther = await other.append(alice, removed(carol));
  const renamed = await other.append(alice, named('Boats'));
  const log = team.log.upTo(3);
  for (const replayed of [first, fromOther, renamed]) team.log.store(replayed);
  const lost = [...team.log.entries.slice(3), renamed];
  expect(await changesOf({ team: { ...team, log }, lost, floors: {} })).toEqual({ told: [], over: [] });
  // All of it lost, the first time is what counts.
  const all = { team: { ...team, log: team.log.upTo(1) }, lost: team.log.entries.slice(1), floors: {} };
  expect(await changesOf(all)).toEqual({ told: [], over: [2, 3] });
});
