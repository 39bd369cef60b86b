import { beforeAll, expect, test } from 'vitest';
import { stillLost } from '../../src/belief/lost-changes.ts';
import { added, admin, newPeople, removed, rosterOf, teamOf, type People } from './team.ts';

let people: People;

beforeAll(async () => {
  people = await newPeople();
});

/** What Alice, who owns a group of three, has changed since its first entry, and what the log has lost of it. */
async function lostByAlice() {
  const { alice, bob, carol, eve } = people;
  const team = await teamOf(people);
  for (const body of [added(eve), admin(bob), { kind: 'renamed', name: 'Boats' } as const, removed(carol)])
    await team.log.append(alice, body);
  return { team: { ...team, log: team.log.upTo(1) }, lost: team.log.entries.slice(1) };
}

test('what is lost of an own addition, role or name is offered; a removal is not: it is signed anew by itself', async () => {
  const { team, lost } = await lostByAlice();
  const { state } = await rosterOf(team);
  const changes = stillLost(people.alice.uid, lost, state).map(({ change }) => change);
  expect(changes).toEqual([added(people.eve), admin(people.bob), { kind: 'renamed', name: 'Boats' }]);
});

test('what was made once more is not offered', async () => {
  const { alice, bob, eve } = people;
  const { team, lost } = await lostByAlice();
  await team.log.append(alice, added(eve));
  await team.log.append(alice, { kind: 'renamed', name: 'Boats' });
  const { state } = await rosterOf(team);
  expect(stillLost(alice.uid, lost, state).map(({ change }) => change)).toEqual([admin(bob)]);
});

test('nobody is offered what they have no right to any more, nor anything in a group that has ended', async () => {
  const { alice, bob } = people;
  const { team, lost } = await lostByAlice();
  expect(stillLost(bob.uid, lost, (await rosterOf(team)).state)).toEqual([]);
  await team.log.append(alice, { kind: 'ended' });
  expect(stillLost(alice.uid, lost, (await rosterOf(team)).state)).toEqual([]);
});
