import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { whomToSealTo, type SealingTo } from '../../src/belief/whom-to-seal-to.ts';
import { keyLogsOf, withChangedIdentity, withDevice, withResetIdentity, type Person } from './people.ts';
import { read, startEpoch } from './reader.ts';
import { added, keysOf, knowing, newPeople, removed, teamOf, type People, type Team } from './team.ts';

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

const uids = ({ recipients }: SealingTo) => recipients.map(({ user }) => user);

describe('keys are sealed', () => {
  test('to all believed members by their newest keys', async () => {
    team = knowing(team, await withChangedIdentity(bob));
    const { to } = await read(team, { me: alice });
    expect(to.recipients.map(({ user, keyVersion }) => [user, keyVersion])).toEqual([
      [alice.uid, 1],
      [bob.uid, 2],
      [carol.uid, 1],
    ]);
    expect(to).toMatchObject({ leftOut: [], isShared: true });
  });

  test('to nobody whom the server alone calls a member', async () => {
    team.log.plain(alice.uid, added(eve));
    expect(uids((await read(team, { me: alice })).to)).toEqual([alice.uid, bob.uid, carol.uid]);
  });

  test('to nobody without the key that they said they have', async () => {
    const again = await withChangedIdentity(bob);
    team = knowing(team, again);
    await team.log.append(again, { kind: 'rekeyed', version: 2 });
    const { view } = await read(team, { me: alice });
    const old = whomToSealTo(view.roster, keyLogsOf([alice, bob, carol]), new Set());
    expect(old.leftOut).toEqual([{ user: bob.uid, why: 'keyOutdated' }]);
    expect(whomToSealTo(view.roster, keyLogsOf([alice, carol]), new Set()).leftOut).toEqual([
      { user: bob.uid, why: 'noKeys' },
    ]);
  });

  test('to nobody whose new key the server hides, though it shows that there is one', async () => {
    const again = await withChangedIdentity(bob);
    await team.log.append(again, { kind: 'rekeyed', version: 2 });
    const hidden = await read(team, { me: alice });
    expect(hidden.view.roster.refused).toMatchObject([{ kind: 'rekeyed', refusal: 'keyLogHead' }]);
    expect(hidden.to.leftOut).toEqual([{ user: bob.uid, why: 'keyOutdated' }]);
    const shown = await read(knowing(team, again), { me: alice });
    expect(shown.to).toMatchObject({ leftOut: [], isShared: true });
  });

  test('to their newest key where the server makes up another one, without an envelope or with one that is refuted', async () => {
    team.log.plain(bob.uid, { kind: 'rekeyed', version: 2 });
    await team.log.append(eve, { kind: 'rekeyed', version: 2 }, { as: bob.uid });
    // More new keys than what is hidden of a key log can hold, and one further than any key log goes.
    const keyLog = (seq: number) => ({ header: { keyLog: { seq, hash: new Uint8Array(32) } } });
    const { seq } = bob.followed.log;
    await team.log.append(bob, { kind: 'rekeyed', version: 3 }, keyLog(seq + 1));
    await team.log.append(bob, { kind: 'rekeyed', version: 2 }, keyLog(4_001));
    const { to, view } = await read(team, { me: alice });
    expect(view.roster.refused).toHaveLength(4);
    expect(to).toMatchObject({ leftOut: [], isShared: true });
  });

  test('to their newest key once what was hidden of their key log shows that another one was made up', async () => {
    const keyLog = { seq: bob.followed.log.seq + 1, hash: new Uint8Array(32) };
    await team.log.append(bob, { kind: 'rekeyed', version: 2 }, { header: { keyLog } });
    expect((await read(team, { me: alice })).to.leftOut).toEqual([{ user: bob.uid, why: 'keyOutdated' }]);
    team = knowing(team, await withDevice(bob));
    expect((await read(team, { me: alice })).to).toMatchObject({ leftOut: [], isShared: true });
  });

  test('to no account that the server calls removed', async () => {
    const { view } = await read(team, { me: alice });
    const to = whomToSealTo(view.roster, keysOf(team), new Set([carol.uid]));
    expect(to).toMatchObject({ leftOut: [{ user: carol.uid, why: 'accountRemoved' }], isShared: true });
  });

  test('to nobody verified whose identity was reset', async () => {
    const back = await withResetIdentity(bob);
    team = knowing(team, back);
    const { to } = await read(team, { me: alice, unaccepted: { [bob.uid]: bob.followed.log.seq + 1 } });
    expect(to).toMatchObject({ leftOut: [{ user: bob.uid, why: 'identityReset' }], isShared: false });
  });
});

describe('after a log has lost its end', () => {
  test('who was removed gets no keys, until somebody adds them once more', async () => {
    await team.log.append(alice, removed(bob));
    const { floors } = (await read(team, { me: alice })).view.roster;
    team = { ...team, log: team.log.upTo(1) };
    const { to } = await read(team, { me: alice, floors });
    expect(to).toMatchObject({ leftOut: [{ user: bob.uid, why: 'departed' }], isShared: false });

    await team.log.append(alice, removed(bob));
    await team.log.append(alice, added(bob));
    expect((await read(team, { me: alice, floors })).to).toMatchObject({ leftOut: [], isShared: true });
  });

  test('an addition from before the removal does not count for one after it', async () => {
    await team.log.append(alice, removed(bob));
    await team.log.append(alice, added(bob));
    await team.log.append(alice, removed(bob));
    const { floors } = (await read(team, { me: alice })).view.roster;
    team = { ...team, log: team.log.upTo(3) };
    expect((await read(team, { me: alice, floors })).to.leftOut).toEqual([
      { user: bob.uid, why: 'departed' },
    ]);
  });

  test('who had left gets no keys', async () => {
    await team.log.append(bob, { kind: 'left' });
    const { floors } = (await read(team, { me: alice })).view.roster;
    team = { ...team, log: team.log.upTo(1) };
    expect((await read(team, { me: alice, floors })).to.leftOut).toEqual([
      { user: bob.uid, why: 'departed' },
    ]);
  });

  test('a newer key still counts', async () => {
    const again = await withChangedIdentity(bob);
    team = knowing(team, again);
    await team.log.append(again, { kind: 'rekeyed', version: 2 });
    const { floors } = (await read(team, { me: alice })).view.roster;
    team = { ...team, log: team.log.upTo(1) };
    expect((await read(team, { me: alice, floors })).to.isShared).toBe(false);
    team = knowing(team, bob);
    expect((await read(team, { me: alice, floors })).to.leftOut).toEqual([
      { user: bob.uid, why: 'keyOutdated' },
    ]);
  });

  test('an epoch from before the removal will not do, whoever started it', async () => {
    await startEpoch(team.log, alice, [alice, bob, carol]);
    await team.log.append(alice, removed(bob));
    const { floors } = (await read(team, { me: alice })).view.roster;
    team = { ...team, log: team.log.upTo(2) };
    expect((await read(team, { me: alice, floors })).choice).toMatchObject({ kind: 'start', epoch: 2 });
    await startEpoch(team.log, carol, [alice, bob, carol]);
    expect((await read(team, { me: alice, floors, whole: false })).choice).toMatchObject({
      kind: 'start',
      epoch: 3,
    });
    await startEpoch(team.log, alice, [alice, carol]);
    expect((await read(team, { me: alice, floors })).choice).toMatchObject({
      kind: 'use',
      epoch: { epoch: 3 },
    });
  });
});
