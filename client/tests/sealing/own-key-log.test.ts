import type { Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import { expect, test } from 'vitest';
import type { OpenedAccount } from '../../src/model/sealing/sealing-account.ts';
import { KnownKeyLogs } from '../../src/sealing/held/known-key-logs.ts';
import { keysOf, newPeople, teamOf } from '../belief/team.ts';

test('where another device of the user vouches for more of their key log, that is read, and only then', async () => {
  const { alice, bob } = await newPeople();
  const followed = keysOf(await teamOf(await newPeople()))
    .values()
    .next().value?.followed;
  if (followed === undefined) throw new Error('people have key logs');
  const own = { ...followed, log: { ...followed.log, uid: alice.uid } };
  const asked: Uuid[] = [];
  let isRead = false;
  const known = new KnownKeyLogs({
    account: atom({ followed: own } as Partial<OpenedAccount> as OpenedAccount),
    contacts: {
      contacts: atom(new Map()),
      refresh: async (uids: readonly Uuid[]) => void asked.push(...uids),
    } as unknown as ConstructorParameters<typeof KnownKeyLogs>[0]['contacts'],
    readOwn: async () => {
      asked.push('own');
      return isRead;
    },
  });
  await known.readTo(new Map([[bob.uid, 3]]));
  expect(asked).toEqual([bob.uid]);
  await known.readTo(new Map([[alice.uid, 9]]));
  expect(asked).toContain('own');
  // It goes on under another identity, say: this device has to be logged in again, and nothing is wrong with the other one.
  expect(known.wasAskedUpTo(alice.uid, 9)).toBe(false);
  isRead = true;
  await known.readTo(new Map([[alice.uid, 9]]));
  expect(known.wasAskedUpTo(alice.uid, 9)).toBe(true);
});
