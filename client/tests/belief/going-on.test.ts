import { beforeAll, expect, test } from 'vitest';
import { BelievedLog } from '../../src/sealing/believed-log.ts';
import { withDevice, withResetIdentity } from './people.ts';
import {
  added,
  admin,
  keysOf,
  knowing,
  newPeople,
  refusalsOf,
  rosterOf,
  teamOf,
  type People,
} from './team.ts';

let people: People;

beforeAll(async () => {
  people = await newPeople();
});

test('a list that grows is gone on with, and makes the same as the whole one', async () => {
  const team = await teamOf(people);
  const [log, keyLogs] = [new BelievedLog(team.log.conversation), keysOf(team)];
  log.take(team.log.entries);
  await log.believe(keyLogs, []);
  await team.log.append(people.alice, added(people.eve));
  log.take(team.log.entries);
  expect((await log.believe(keyLogs, [])).roster).toEqual(await rosterOf(team));
});

test('what the user accepts, or a key log that has grown, makes it start anew', async () => {
  const reset = await withResetIdentity(people.bob);
  const alice = await withDevice(people.alice);
  const team = knowing(await teamOf(people), reset);
  await team.log.append(people.alice, admin(people.bob));
  await team.log.append(reset, { kind: 'rekeyed', version: 2 }, { device: 2 });
  await team.log.append(reset, added(people.eve), { device: 2 });
  await team.log.append(alice, { kind: 'renamed', name: 'Club' }, { device: 2 });
  const log = new BelievedLog(team.log.conversation);
  log.take(team.log.entries);
  const unaccepted = { [reset.uid]: people.bob.followed.log.seq + 1 };
  const before = await log.believe(keysOf(team, { unaccepted }), []);
  expect(refusalsOf(before.roster)).toEqual(['added: identityReset', 'renamed: device']);
  const after = await log.believe(keysOf(knowing(team, alice)), []);
  expect(refusalsOf(after.roster)).toEqual([]);
});
