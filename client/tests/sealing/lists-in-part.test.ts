import { CHAIN_START } from '@parley/protocol';
import { expect, test } from 'vitest';
import { NO_TRACES } from '../../src/model/sealing/window-traces.ts';
import type { HeldLogs, HeldSealedLog } from '../../src/ports/sealing/held-logs.ts';
import { BelievedLogs } from '../../src/sealing/believed-logs.ts';
import { admin, keysOf, newPeople, teamOf } from '../belief/team.ts';

/** What is told of the list of members when its second entry comes to somebody who holds it up to `upTo`. */
async function toldWith(upTo: number): Promise<readonly boolean[]> {
  const people = await newPeople();
  const team = await teamOf(people);
  await team.log.append(people.alice, admin(people.bob));
  const [first, second] = team.log.entries;
  if (first === undefined || second === undefined) throw new Error('there are two');
  const held: HeldSealedLog = {
    head: { seq: upTo, chain: CHAIN_START },
    chain: () => undefined,
    senders: new Map(),
    entries: upTo === 0 ? [] : [first],
    ...{ listedTo: upTo, traces: NO_TRACES, memory: { floors: {} }, server: {}, history: 'fromJoin' },
  };
  const told: boolean[] = [];
  const logs = new BelievedLogs({
    me: people.alice.uid,
    held: {
      of: () => Promise.resolve(held),
      remember: () => Promise.resolve(),
    } as Partial<HeldLogs> as HeldLogs,
    keeper: { of: () => Promise.resolve([]) },
    keyLogs: () => keysOf(team),
    removed: () => new Set(),
    refresh: () => Promise.resolve(),
    readTo: () => Promise.resolve(),
    believed: (_, __, isWhole) => told.push(isWhole),
  });
  await logs.judge([second], [second]);
  return told;
}

test('while a server owes a part of the list of members, nothing is wrong with what builds on that', async () => {
  expect(await toldWith(0)).toEqual([false]);
  expect(await toldWith(1)).toEqual([true]);
});
