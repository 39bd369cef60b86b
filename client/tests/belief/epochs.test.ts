import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { believeEpochs } from '../../src/belief/believe-epochs.ts';
import { checkEntry } from '../../src/belief/check-entry.ts';
import { chooseEpoch, nextEpoch } from '../../src/belief/choose-epoch.ts';
import { heldBundleOf } from '../../src/belief/held-bundle-of.ts';
import { withoutDevice, withResetIdentity, type Person } from './people.ts';
import { read, serverState, startEpoch, type Reader } from './reader.ts';
import {
  added,
  keysOf,
  knowing,
  newPeople,
  removed,
  rosterOf,
  teamOf,
  type People,
  type Team,
} from './team.ts';
import { commitment } from './test-log.ts';

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

const refusals = ({ epochs }: Reader) => epochs.refused.map(({ epoch, refusal }) => `${epoch}: ${refusal}`);

describe('the epoch to write under', () => {
  test('is the newest one, if it is whole and for the last roster', async () => {
    expect((await read(team, { me: alice })).choice).toMatchObject({ kind: 'start', epoch: 1, roster: 1 });
    await startEpoch(team.log, bob, [alice, bob, carol]);
    expect((await read(team, { me: alice })).choice).toMatchObject({
      kind: 'use',
      epoch: { epoch: 1, starter: bob.uid },
    });
    expect((await read(team, { me: alice, whole: false })).choice).toMatchObject({
      kind: 'use',
      epoch: { epoch: 1 },
    });
    await team.log.append(alice, removed(bob));
    expect((await read(team, { me: alice })).choice).toMatchObject({ kind: 'start', epoch: 2, roster: 3 });
  });

  test('stays with a change of roles, and with newcomers who were given its key', async () => {
    await startEpoch(team.log, bob, [alice, bob, carol]);
    await team.log.append(alice, { kind: 'roleChanged', member: bob.uid, role: 'admin' });
    await team.log.append(alice, added(eve, 1), { recipients: [{ user: eve.uid, keyVersion: 1 }] });
    expect((await read(team, { me: alice })).choice).toMatchObject({ kind: 'use', epoch: { epoch: 1 } });
  });

  test('is another one where the key of the newest is not held', async () => {
    await startEpoch(team.log, bob, [bob, carol]);
    expect((await read(team, { me: alice, isOpen: false })).choice).toMatchObject({
      kind: 'start',
      epoch: 2,
    });
  });

  test('is none that is seen to be sealed to somebody else', async () => {
    await startEpoch(team.log, bob, [alice, bob, carol, eve]);
    expect((await read(team, { me: alice })).choice).toMatchObject({ kind: 'start', epoch: 2 });
  });

  test('is waited for while parts of it are missing, unless it is one’s own', async () => {
    await startEpoch(team.log, bob, [alice, bob], { parts: 2 });
    expect((await read(team, { me: alice })).choice).toMatchObject({
      kind: 'unfinished',
      epoch: { starter: bob.uid },
    });
    expect((await read(team, { me: bob })).choice).toMatchObject({ kind: 'start', epoch: 2 });
    expect(
      nextEpoch({ roster: (await read(team, { me: alice })).view.roster, server: serverState(team.log) }),
    ).toMatchObject({ epoch: 2 });
    await startEpoch(team.log, bob, [carol], { epoch: 1, part: 2, parts: 2 });
    expect((await read(team, { me: alice })).choice).toMatchObject({ kind: 'use', epoch: { epoch: 1 } });
  });

  test('is not waited for where somebody starts it who is not believed, or who is not who they say', async () => {
    await startEpoch(team.log, eve, [alice, bob], { parts: 2 });
    expect((await read(team, { me: alice })).choice).toMatchObject({ kind: 'start', epoch: 2 });
    await startEpoch(team.log, eve, [alice, bob], { epoch: 2, parts: 2 }, { as: bob.uid });
    expect((await read(team, { me: alice })).choice).toMatchObject({ kind: 'start', epoch: 3 });
  });

  test('is none that others may have sealed to somebody whom the user has not accepted', async () => {
    team = knowing(team, await withResetIdentity(carol));
    const unaccepted = { [carol.uid]: carol.followed.log.seq + 1 };
    await startEpoch(team.log, bob, [alice, bob, carol]);
    expect((await read(team, { me: alice, whole: false })).choice).toMatchObject({ kind: 'use' });
    expect((await read(team, { me: alice, whole: false, unaccepted })).choice).toMatchObject({
      kind: 'start',
      epoch: 2,
    });
    await startEpoch(team.log, alice, [alice, bob]);
    expect((await read(team, { me: alice, unaccepted })).choice).toMatchObject({
      kind: 'use',
      epoch: { epoch: 2 },
    });
  });

  test('is none for whoever is no member, or has not read the whole list', async () => {
    expect((await read(team, { me: eve })).choice).toEqual({ kind: 'notAMember' });
    const { view, epochs, to } = await read(team, { me: alice });
    await team.log.append(alice, removed(bob));
    const behind = chooseEpoch({
      me: alice.uid,
      roster: view.roster,
      epochs,
      to,
      server: serverState(team.log),
      isOpen: () => true,
    });
    expect(behind).toEqual({ kind: 'listBehind' });
  });
});

describe('keys do not count', () => {
  test('of somebody who is no member', async () => {
    await startEpoch(team.log, eve, [alice, eve]);
    expect(refusals(await read(team, { me: alice }))).toEqual(['1: notAMember']);
  });

  test('for another roster than the last one', async () => {
    await team.log.append(alice, added(eve));
    await startEpoch(team.log, bob, [alice, bob], { roster: 1 });
    expect(refusals(await read(team, { me: alice }))).toEqual(['1: roster']);
  });

  test('made before the roster that they are for', async () => {
    await team.log.append(alice, added(eve));
    await startEpoch(team.log, bob, [alice, bob], {}, { head: 1 });
    expect(refusals(await read(team, { me: alice }))).toEqual(['1: late']);
  });

  test('of a sender who saw another list', async () => {
    await startEpoch(team.log, bob, [alice, bob], {}, { rosterHash: new Uint8Array(32) });
    expect(refusals(await read(team, { me: alice }))).toEqual(['1: rosterHash']);
  });

  test('that start an epoch which was started already, or one from before', async () => {
    await startEpoch(team.log, bob, [alice, bob]);
    await startEpoch(team.log, carol, [alice, carol], { epoch: 1, commitment: commitment(9) });
    await startEpoch(team.log, bob, [alice, bob], { epoch: 2 });
    await startEpoch(team.log, bob, [alice, bob], { epoch: 1 });
    const reader = await read(team, { me: alice });
    expect(refusals(reader)).toEqual(['1: otherStart', '1: order']);
    expect(reader.epochs.epochs.get(1)).toMatchObject({ starter: bob.uid, commitment: commitment(1) });
  });

  test('in an addition that is not believed', async () => {
    await startEpoch(team.log, bob, [alice, bob]);
    await team.log.append(eve, added(eve, 1));
    expect(refusals(await read(team, { me: alice }))).toEqual(['1: addition']);
  });

  test('by a device that its account had revoked', async () => {
    const now = await withoutDevice(bob, 1);
    team = knowing(team, now);
    await startEpoch(team.log, now, [alice, bob], {}, { device: 1, keyLogSeq: bob.followed.log.seq });
    await team.log.append(now, { kind: 'message', epoch: 1 });
    await startEpoch(team.log, now, [alice, bob], {}, { device: 1, keyLogSeq: bob.followed.log.seq });
    expect(refusals(await read(team, { me: alice }))).toEqual(['2: revoked']);
  });
});

test('a newcomer knows earlier epochs by the signature of whoever added them', async () => {
  await startEpoch(team.log, bob, [alice, bob, carol]);
  await startEpoch(team.log, bob, [alice, bob, carol]);
  await team.log.append(alice, added(eve, 2), { from: 1, recipients: [{ user: eve.uid, keyVersion: 1 }] });
  const keyLogs = keysOf(team);
  const roster = await rosterOf(team);
  const checked = await Promise.all(team.log.entries.slice(3).map((entry) => checkEntry(entry, keyLogs)));
  const bundled = checked[0] && heldBundleOf(checked[0]);
  if (bundled?.kind !== 'held') throw new Error('the addition holds keys');
  const view = { roster, keyLogs, vouches: {} };
  const { epochs } = believeEpochs([{ ...bundled.bundle, handed: [commitment(1)] }], view);
  expect([...epochs.values()].map(({ epoch, starter }) => [epoch, starter])).toEqual([
    [1, alice.uid],
    [2, alice.uid],
  ]);
});
