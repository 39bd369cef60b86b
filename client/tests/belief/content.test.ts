import { CHAIN_START, type Entry } from '@parley/protocol';
import { base64ToUint8Array } from 'uint8array-extras';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { judgeHead } from '../../src/belief/judge-head.ts';
import { withoutDevice, withResetIdentity, type Person } from './people.ts';
import { read, startEpoch, type Reading } from './reader.ts';
import { knowing, newPeople, removed, teamOf, type People, type Team } from './team.ts';

let people: People;
let alice: Person, bob: Person, eve: Person;
let team: Team;

beforeAll(async () => {
  people = await newPeople();
  ({ alice, bob, eve } = people);
});

beforeEach(async () => {
  team = await teamOf(people);
  await startEpoch(team.log, alice, [alice]);
});

const message = (epoch: number): Entry['body'] => ({ kind: 'message', epoch });

async function verdicts(reading: Partial<Reading> = {}): Promise<readonly string[]> {
  return (await read(team, { me: alice, ...reading })).verdicts;
}

describe('a message counts', () => {
  test('from a believed member, under the epoch of that time', async () => {
    await team.log.append(bob, message(1));
    await team.log.append(alice, removed(bob));
    await startEpoch(team.log, alice, [alice]);
    await team.log.append(alice, message(2));
    expect(await verdicts()).toEqual(['counts', 'counts']);
  });

  test('once keys of its epoch are held', async () => {
    await team.log.append(bob, message(1));
    expect(await verdicts({ held: team.log.entries.slice(2) })).toEqual(['waits']);
  });
});

describe('a message does not count', () => {
  test('of somebody who is no member, or is none any more', async () => {
    await team.log.append(eve, message(1));
    await team.log.append(alice, removed(bob));
    await team.log.append(bob, message(1));
    expect(await verdicts()).toEqual(['notAMember', 'notAMember']);
  });

  test('stored after a removal for which its epoch was not made', async () => {
    const late = await team.log.written(alice, message(1));
    await team.log.append(alice, removed(bob));
    team.log.store(late);
    expect(await verdicts()).toEqual(['late']);
  });

  test('made before the keys of its epoch', async () => {
    await team.log.append(bob, message(1), { head: 1 });
    expect(await verdicts()).toEqual(['late']);
  });

  test('under an epoch that others had left behind', async () => {
    const early = await team.log.written(bob, message(1));
    await startEpoch(team.log, alice, [alice]);
    await team.log.append(alice, message(2));
    team.log.store(early);
    expect(await verdicts()).toEqual(['counts', 'oldEpoch']);
  });

  test('under an epoch below the one that a message before it names, whose keys are not held', async () => {
    await startEpoch(team.log, alice, [alice]);
    await team.log.append(alice, message(2));
    await team.log.append(bob, message(1));
    const held = team.log.entries.filter(({ seq }) => seq !== 3);
    expect(await verdicts({ held })).toEqual(['waits', 'oldEpoch']);
  });

  test('a second time', async () => {
    team.log.store(await team.log.append(bob, message(1)));
    expect(await verdicts()).toEqual(['counts', 'repeated']);
  });

  test('by a device that its account had revoked', async () => {
    const now = await withoutDevice(bob, 1);
    team = knowing(team, now);
    const stolen = { device: 1, keyLogSeq: bob.followed.log.seq };
    await team.log.append(now, message(1), stolen);
    await team.log.append(now, message(1));
    await team.log.append(now, message(1), stolen);
    expect(await verdicts()).toEqual(['counts', 'counts', 'revoked']);
  });

  test('of a verified contact whose identity was reset', async () => {
    const back = await withResetIdentity(bob);
    team = knowing(team, back);
    await team.log.append(back, message(1), { device: 2 });
    expect(await verdicts({ unaccepted: { [bob.uid]: bob.followed.log.seq + 1 } })).toEqual([
      'identityReset',
    ]);
    expect(await verdicts()).toEqual(['counts']);
  });

  test('whose epoch is not the one of its body', async () => {
    await team.log.append(bob, message(1), { header: { epoch: 2 } });
    expect(await verdicts()).toEqual(['epoch']);
  });
});

describe('the head of the log that a sender saw', () => {
  const chain = (seq: number) => team.log.entries[seq - 1]?.chain;
  const head = (seq: number, said = chain(seq)) => ({ seq, chain: base64ToUint8Array(said ?? CHAIN_START) });
  const held = { first: 1, hidden: [], chain };

  test('agrees with one’s own log, or differs', () => {
    expect(judgeHead(head(0), 1, held)).toEqual({ kind: 'agrees' });
    expect(judgeHead(head(2), 3, held)).toEqual({ kind: 'agrees' });
    expect(judgeHead(head(2, chain(1)), 3, held)).toEqual({ kind: 'differs' });
  });

  test('is judged later where it lies before the window, which grows only for those far below', () => {
    const window = { first: 90, hidden: [], chain: () => undefined };
    expect(judgeHead(head(80), 100, window)).toEqual({ kind: 'later', growsWindow: false });
    expect(judgeHead(head(49), 100, window)).toEqual({ kind: 'later', growsWindow: true });
  });

  test('is not judged where it is hidden', () => {
    expect(judgeHead(head(2), 9, { ...held, hidden: [{ from: 1, to: 5 }] })).toEqual({ kind: 'hidden' });
  });
});
