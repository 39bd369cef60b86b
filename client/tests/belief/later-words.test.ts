import type { Entry } from '@parley/protocol';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Person } from './people.ts';
import {
  added,
  admin,
  group,
  membersOf,
  newPeople,
  refusalsOf,
  removed,
  rosterOf,
  teamOf,
  type People,
  type Team,
} from './team.ts';
import { TestLog } from './test-log.ts';

let people: People;
let alice: Person, bob: Person, carol: Person, eve: Person;
let team: Team;

beforeAll(async () => {
  people = await newPeople();
  ({ alice, bob, carol, eve } = people);
});

beforeEach(async () => {
  team = await teamOf(people);
});

/** A role of a later version. */
const guest = ({ uid }: Person): Entry['body'] => ({
  ...{ kind: 'roleChanged', member: uid, role: 'unknown: guest' },
});
const member = ({ uid }: Person): Entry['body'] => ({ kind: 'roleChanged', member: uid, role: 'member' });
const refusals = async () => refusalsOf(await rosterOf(team));

test('a later word excuses those whom it concerns, and what they have done to others', async () => {
  await team.log.append(alice, guest(bob));
  await team.log.append(bob, added(eve));
  await team.log.append(eve, removed(carol));
  await team.log.append(alice, added(carol));
  expect(await refusals()).toEqual([
    'roleChanged: laterWord',
    'added: laterWord',
    'removed: laterWord',
    'added: laterWord',
  ]);
});

test('it excuses what depends on their role: that the last owner leaves, that an admin removes them', async () => {
  await team.log.append(alice, admin(carol));
  await team.log.append(alice, { kind: 'roleChanged', member: bob.uid, role: 'owner' });
  await team.log.append(alice, guest(bob));
  await team.log.append(carol, removed(bob));
  await team.log.append(alice, { kind: 'left' });
  expect(await refusals()).toEqual(['roleChanged: laterWord', 'removed: laterWord']);
  expect(membersOf(await rosterOf(team))).toEqual([bob.uid, carol.uid]);

  team = await teamOf(people);
  await team.log.append(alice, guest(bob));
  await team.log.append(alice, { kind: 'left' });
  expect(await refusals()).toEqual(['roleChanged: laterWord', 'left: laterWord']);
});

test('it excuses nobody whom it does not concern', async () => {
  await team.log.append(alice, guest(bob));
  await team.log.append(carol, added(eve));
  await team.log.append(carol, removed(bob));
  await team.log.append(eve, removed(carol));
  expect(await refusals()).toEqual([
    'roleChanged: laterWord',
    'added: noRight',
    'removed: noRight',
    'removed: noRight',
  ]);
});

test('it is no excuse of whoever may not give roles, or is no member', async () => {
  await team.log.append(bob, guest(bob));
  await team.log.append(bob, added(eve));
  await team.log.append(eve, guest(eve));
  await team.log.append(eve, removed(carol));
  expect(await refusals()).toEqual([
    'roleChanged: noRight',
    'added: noRight',
    'roleChanged: noRight',
    'removed: noRight',
  ]);
});

test('it is no excuse without a signature, where the conversation was still open', async () => {
  team = { ...team, log: new TestLog() };
  team.log.plain(alice.uid, group(people, 'open'));
  team.log.plain(alice.uid, guest(bob));
  await team.log.append(bob, removed(carol));
  expect(await refusals()).toEqual(['roleChanged: laterWord', 'removed: noRight']);
});

test('it is no excuse any more after a word that is known', async () => {
  await team.log.append(alice, guest(bob));
  await team.log.append(alice, member(bob));
  await team.log.append(bob, removed(carol));
  expect(await refusals()).toEqual(['roleChanged: laterWord', 'removed: noRight']);
});

test('it excuses everything where it stands in the first entry, without which nobody is known', async () => {
  team = { ...team, log: new TestLog() };
  await team.log.append(alice, { ...group(people), history: 'unknown: fromInvitation' } as Entry['body']);
  await team.log.append(alice, removed(bob));
  expect(await refusals()).toEqual(['created: laterWord', 'removed: laterWord']);
});
