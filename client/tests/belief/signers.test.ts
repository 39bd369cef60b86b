import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isStale } from '../../src/belief/believe-roster.ts';
import { withChangedIdentity, withDevice, withoutDevice, withResetIdentity, type Person } from './people.ts';
import {
  added,
  admin,
  keysOf,
  knowing,
  membersOf,
  newPeople,
  refusalsOf,
  removed,
  rosterOf,
  teamOf,
  type People,
  type Team,
} from './team.ts';

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

describe('a revoked device', () => {
  test('counts until its account vouches for the key log that says so', async () => {
    const after = await withoutDevice(alice, 1);
    team = knowing(team, after);
    const before = after.followed.log.seq - 1;
    await team.log.append(after, removed(carol), { device: 1, keyLogSeq: before });
    await team.log.append(after, { kind: 'renamed', name: 'Club' });
    await team.log.append(after, added(eve), { device: 1, keyLogSeq: before });
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: revoked']);
  });

  test('cannot vouch for the key log in which it is revoked', async () => {
    const after = await withoutDevice(alice, 1);
    team = knowing(team, after);
    await team.log.append(after, added(eve), { device: 1 });
    expect(refusalsOf(await rosterOf(team))).toEqual(['added: device']);
  });
});

describe('a key log that is not known so far', () => {
  test('is waited for: the list is folded anew once it is', async () => {
    const later = await withDevice(alice);
    await team.log.append(later, added(eve), { device: 2 });
    const roster = await rosterOf(team);
    expect(refusalsOf(roster)).toEqual(['added: device']);
    expect(isStale(roster, keysOf(team))).toBe(false);
    team = knowing(team, later);
    expect(isStale(roster, keysOf(team))).toBe(true);
    expect(refusalsOf(await rosterOf(team))).toEqual([]);
  });
});

describe('a new key', () => {
  test('counts if it is the newest one in the key log, and above the last', async () => {
    const once = await withChangedIdentity(bob);
    const twice = await withChangedIdentity(once);
    team = knowing(team, twice);
    await team.log.append(once, { kind: 'rekeyed', version: 2 });
    await team.log.append(twice, { kind: 'rekeyed', version: 2 });
    await team.log.append(twice, { kind: 'rekeyed', version: 4 });
    await team.log.append(twice, { kind: 'rekeyed', version: 3 });
    const roster = await rosterOf(team);
    expect(roster.refused.map(({ seq, refusal }) => [seq, refusal])).toEqual([
      [3, 'keyVersion'],
      [4, 'keyVersion'],
    ]);
    expect(roster.state?.members[bob.uid]?.keyVersion).toBe(3);
  });
});

describe('a verified contact whose identity was reset', () => {
  test('is believed nothing but that they have a new key, until they are accepted', async () => {
    await team.log.append(alice, admin(bob));
    const back = await withResetIdentity(bob);
    team = knowing(team, back);
    const reset = back.followed.identities.at(-1)?.seq ?? 0;
    await team.log.append(back, { kind: 'rekeyed', version: 2 }, { device: 2 });
    await team.log.append(back, removed(carol), { device: 2 });
    const roster = await rosterOf(team, { unaccepted: { [bob.uid]: reset } });
    expect(refusalsOf(roster)).toEqual(['removed: identityReset']);
    expect(roster.state?.members[bob.uid]?.keyVersion).toBe(2);
    expect(isStale(roster, keysOf(team, { unaccepted: { [bob.uid]: reset } }))).toBe(false);
    expect(isStale(roster, keysOf(team))).toBe(true);
    expect(membersOf(await rosterOf(team))).not.toContain(carol.uid);
  });

  test('takes the old devices along, which may be in the wrong hands', async () => {
    await team.log.append(alice, admin(bob));
    const back = await withResetIdentity(bob);
    team = knowing(team, back);
    const reset = back.followed.identities.at(-1)?.seq ?? 0;
    await team.log.append(back, { kind: 'rekeyed', version: 2 }, { device: 2 });
    await team.log.append(back, added(eve), { device: 0, keyLogSeq: reset - 1 });
    expect(refusalsOf(await rosterOf(team, { unaccepted: { [bob.uid]: reset } }))).toEqual([
      'added: revoked',
    ]);
  });
});
