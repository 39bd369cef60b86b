import { directConversationId, SYSTEM_UID, type Entry } from '@parley/protocol';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { believeEpochs } from '../../src/belief/believe-epochs.ts';
import { believeRoster } from '../../src/belief/believe-roster.ts';
import { sha256 } from '../../src/crypto/sha256.ts';
import { alarmsIn } from '../../src/sealing/held/alarms-in.ts';
import type { Person } from './people.ts';
import {
  added,
  admin,
  group,
  keysOf,
  membersOf,
  newPeople,
  refusalsOf,
  removed,
  rosterOf,
  teamOf,
  type People,
  type Team,
} from './team.ts';
import { commitment, TestLog } from './test-log.ts';

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

describe('who is believed a member', () => {
  test('follows from what members with the right to it have signed', async () => {
    await team.log.append(alice, added(eve));
    await team.log.append(alice, admin(bob));
    await team.log.append(bob, removed(carol));
    const roster = await rosterOf(team);
    expect(membersOf(roster)).toEqual([alice.uid, bob.uid, eve.uid]);
    expect(roster.state?.members[bob.uid]?.role).toBe('admin');
    expect(roster.refused).toEqual([]);
  });

  test('is the same from the whole log as from the roster list, at one go as in steps', async () => {
    await team.log.append(alice, added(eve));
    await team.log.append(bob, { kind: 'message', epoch: 1 });
    await team.log.append(bob, { kind: 'left' });
    const whole = await rosterOf(team);
    const list = team.log.entries.filter(({ body }) => body.kind !== 'message');
    expect(await rosterOf(team, {}, list)).toEqual(whole);
    const first = await rosterOf(team, {}, team.log.entries.slice(0, 2));
    expect(await believeRoster(first, team.log.entries.slice(2), keysOf(team))).toEqual(whole);
  });

  test('can be stored as JSON and gone on with', async () => {
    await team.log.append(alice, added(eve));
    const roster = await rosterOf(team);
    expect(JSON.parse(JSON.stringify(roster))).toEqual(roster);
  });
});

describe('an entry of the roster list is not believed', () => {
  test('without a signature', async () => {
    team.log.plain(alice.uid, added(eve));
    const roster = await rosterOf(team);
    expect(refusalsOf(roster)).toEqual(['added: unsigned']);
    expect(membersOf(roster)).not.toContain(eve.uid);
  });

  test('where it says a word of a later version, which is no alarm', async () => {
    await team.log.append(alice, { kind: 'roleChanged', member: bob.uid, role: 'unknown: guest' });
    await team.log.append(bob, removed(carol));
    await team.log.append(alice, added(eve));
    const roster = await rosterOf(team);
    expect(refusalsOf(roster)).toEqual(['roleChanged: laterWord', 'removed: laterWord']);
    expect(membersOf(roster)).toEqual([alice.uid, bob.uid, carol.uid, eve.uid]);
    const believed = { roster, epochs: believeEpochs([], { roster, keyLogs: keysOf(team), vouches: {} }) };
    const keyLogs = keysOf(team);
    const asked = { now: () => keyLogs, wasAskedUpTo: () => true };
    expect(alarmsIn(team.log.conversation, { ...believed, keyLogs, beyond: new Map() }, asked)).toEqual([]);
  });

  test('without a signature, whatever word it says, and that is an alarm', async () => {
    team.log.plain(alice.uid, { kind: 'roleChanged', member: bob.uid, role: 'unknown: guest' });
    await team.log.append(bob, removed(carol));
    expect(refusalsOf(await rosterOf(team))).toEqual(['roleChanged: unsigned', 'removed: noRight']);
  });

  test('if it is the server’s own', async () => {
    team.log.plain(SYSTEM_UID, added(eve));
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: server']);
  });

  test('by a device of another account', async () => {
    await team.log.append(eve, added(eve), { as: alice.uid });
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: device']);
  });

  test('by somebody whose role does not allow it, or who is no member', async () => {
    await team.log.append(bob, added(eve));
    await team.log.append(eve, removed(carol));
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: noRight', 'removed: noRight']);
  });

  test('by somebody who had the right only by an entry that is not believed', async () => {
    team.log.plain(alice.uid, admin(bob));
    await team.log.append(bob, added(eve));
    expect(refusalsOf(await rosterOf(team))).toEqual(['roleChanged: unsigned', 'added: noRight']);
  });

  test('with a signature over something else', async () => {
    const { payload, ...addition } = await team.log.written(alice, added(eve));
    team.log.store({ ...addition, body: removed(carol), ...(payload && { payload }) });
    expect(refusalsOf(await rosterOf(team))).toEqual(['removed: body']);
  });

  test('if it is stored after a change that its sender did not see', async () => {
    const late = await team.log.written(alice, removed(bob));
    await team.log.append(alice, added(eve));
    team.log.store(late);
    expect(refusalsOf(await rosterOf(team))).toEqual(['removed: late']);
  });

  test('a second time', async () => {
    const renaming = await team.log.append(alice, { kind: 'renamed', name: 'One' });
    await team.log.append(alice, { kind: 'renamed', name: 'Two' });
    team.log.store(renaming);
    const roster = await rosterOf(team);
    expect(refusalsOf(roster)).toEqual(['renamed: repeated']);
    expect(roster.state?.name).toBe('Two');
  });

  test('if its sender saw a list with another entry in it, or without one', async () => {
    const other = team.log.upTo(1);
    await other.append(alice, removed(bob));
    await team.log.append(alice, removed(carol));
    team.log.store(await other.written(alice, added(eve)));
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: rosterHash']);
  });

  test('if its head is further behind than the server takes it', async () => {
    const early = await team.log.written(alice, added(eve));
    for (let i = 0; i < 2_001; i++) team.log.plain(bob.uid, { kind: 'message' });
    team.log.store(early);
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: late']);
  });

  test('out of order', async () => {
    const addition = await team.log.append(alice, added(eve));
    const roster = await rosterOf(team, {}, [...team.log.entries, addition]);
    expect(refusalsOf(roster)).toEqual(['added: order']);
    expect(roster.points).toHaveLength(2);
  });

  test('after the end', async () => {
    await team.log.append(alice, { kind: 'ended' });
    await team.log.append(alice, added(eve));
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: ended']);
  });
});

describe('the first entry', () => {
  test('of a direct conversation needs no signature, if the id is that of its members', async () => {
    const create = (person: Person): Entry['body'] => ({
      ...{
        kind: 'created',
        type: 'direct',
        visibility: 'private',
        protection: 'sealed',
        history: 'fromJoin',
      },
      members: [alice, person].map(({ uid }) => ({ uid, role: 'member' as const })),
    });
    team = { ...team, log: new TestLog(directConversationId(sha256, alice.uid, bob.uid)) };
    team.log.plain(alice.uid, create(bob));
    expect(membersOf(await rosterOf(team))).toEqual([alice.uid, bob.uid]);
    team = { ...team, log: new TestLog(team.log.conversation) };
    team.log.plain(alice.uid, create(eve));
    expect(refusalsOf(await rosterOf(team))).toEqual(['created: members']);
  });

  test('of a group without a signature makes no members', async () => {
    team = { ...team, log: new TestLog() };
    team.log.plain(alice.uid, group(people));
    const roster = await rosterOf(team);
    expect(refusalsOf(roster)).toEqual(['created: unsigned']);
    expect(membersOf(roster)).toEqual([]);
  });
});

describe('a conversation that was open at first', () => {
  beforeEach(() => {
    team = { ...team, log: new TestLog() };
    team.log.plain(alice.uid, group(people, 'open'));
    team.log.plain(alice.uid, removed(carol));
  });

  test('has the members that it had then', async () => {
    expect(membersOf(await rosterOf(team))).toEqual([alice.uid, bob.uid]);
  });

  test('changes only by signatures from its first keys on', async () => {
    await team.log.append(bob, {
      kind: 'keys',
      epoch: 1,
      commitment: commitment(1),
      roster: 2,
      part: 1,
      parts: 1,
    });
    team.log.plain(alice.uid, added(eve));
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: unsigned']);
  });

  test('changes only by signatures from the first one on', async () => {
    await team.log.append(alice, added(carol));
    team.log.plain(alice.uid, added(eve));
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: unsigned']);
    expect(membersOf(await rosterOf(team))).toEqual([alice.uid, bob.uid, carol.uid]);
  });
});
