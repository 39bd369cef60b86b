import { Entry, type SignedKeyLogEntry, type Uuid } from '@parley/protocol';
import { beforeAll, expect, test } from 'vitest';
import { followKeyLog, unknownKeyLog } from '../../src/crypto/key-log/follow-key-log.ts';
import vector from './belief-vector.json' with { type: 'json' };
import type { Person } from './people.ts';
import { read, type Reader } from './reader.ts';
import { membersOf } from './team.ts';
import { TestLog } from './test-log.ts';

/** The vector of docs/e2ee.md: a log that a server has meddled with, and what is to be believed of it, for ever. */
let reader: Reader;

beforeAll(async () => {
  const entries = vector.entries.map((entry) => Entry.parse(entry));
  const people = await Promise.all(Object.entries(vector.keyLogs).map(personOf));
  const [me] = people;
  if (me === undefined) throw new Error('there are people');
  reader = await read({ log: new TestLog(vector.conversation, entries), people }, { me });
});

/** Somebody of whom no private key is known. */
async function personOf([uid, entries]: readonly [Uuid, readonly SignedKeyLogEntry[]]): Promise<Person> {
  const following = await followKeyLog(unknownKeyLog(uid), entries, () => Promise.resolve());
  if (following.kind === 'refused') throw new Error(`the key log of ${uid} is ${following.problem}`);
  return { uid, followed: following.known, seed: new Uint8Array(32), devices: [] };
}

test('the members, and why entries of the roster list are not believed', () => {
  const { roster } = reader.view;
  expect(membersOf(roster)).toEqual(vector.expected.members);
  expect(roster.refused.map(({ seq, refusal }) => ({ seq, refusal }))).toEqual(vector.expected.refused);
});

test('the roster hash at each entry of the list', () => {
  expect(reader.view.roster.points.map(({ seq, hash }) => ({ seq, hash }))).toEqual(
    vector.expected.rosterHashes,
  );
});

test('the epochs, and why keys do not count', () => {
  const epochs = [...reader.epochs.epochs.values()].map(({ epoch, seq, starter }) => ({
    epoch,
    seq,
    starter,
  }));
  expect(epochs).toEqual(vector.expected.epochs);
  expect(reader.epochs.refused.map(({ seq, refusal }) => ({ seq, refusal }))).toEqual(
    vector.expected.refusedKeys,
  );
});

test('what becomes of each message', () => {
  expect(reader.verdicts).toEqual(vector.expected.messages);
});
