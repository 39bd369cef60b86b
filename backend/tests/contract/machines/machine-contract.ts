import type { Scopes } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { publicMachine } from '../../../src/domain/machines/public-machine.ts';
import type { MachineDetails } from '../../../src/domain/machines/machine-store.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import type { Account } from '../../../src/domain/users/user-store.ts';
import { NOW, someone } from '../commands.ts';
import { newKeys } from '../key-contract.ts';
import { refusal } from '../refusal.ts';
import { account } from '../user-contract.ts';

const scopes: Scopes = { read: true, write: false, direct: true, rooms: [someone()] };
const KEY = 'sJXUGrwujOl/i/OJSQ6IdOnRxC55wg2V8gVlsp/q8tM=';

/** The account of a machine. */
export function machine(
  details: Partial<MachineDetails> = {},
): Account & { readonly machine: MachineDetails } {
  const all = { purpose: 'deploys', scopes, accountKey: KEY, ...details };
  const { user, ...rest } = account();
  return { ...rest, user: { ...user, ...publicMachine(all) }, machine: all };
}

export function machineContract(stores: () => Stores, other: () => Stores): void {
  describe('machines', () => {
    test('are accounts, with a mark and their keys', async () => {
      const { users } = stores();
      const one = machine({ simpleKey: KEY });
      await users.create(one);
      const [user] = await other().users.byUid([one.user.uid]);
      expect(user).toEqual(one.user);
      expect(user).toMatchObject({ kind: 'machine', accountKey: KEY, simpleKey: KEY });
      expect(await users.byUsername(one.user.username)).toEqual(one);
    });

    test('may have keys as people have, made with them', async () => {
      const { users, keys } = stores();
      const one = machine({ accountKey: undefined });
      await users.create(one, undefined, newKeys());
      const { uid } = one.user;
      expect(await other().users.byUid([uid])).toEqual([one.user]);
      expect((await other().machines.find(uid))?.user).toMatchObject({ kind: 'machine' });
      expect(await keys.progress(uid)).toMatchObject({ keyLog: 2, vault: 1 });
    });

    test('keep their mark when their profile changes', async () => {
      const { users } = stores();
      const one = machine();
      await users.create(one);
      const changed = await users.setProfile(one.user.uid, { displayName: 'Deploys', about: 'at night' });
      expect(changed).toMatchObject({ displayName: 'Deploys', kind: 'machine', accountKey: KEY });
      expect(changed).not.toHaveProperty('simpleKey');
    });

    test('are found with their details, and people are not', async () => {
      const { users, machines } = stores();
      const [one, person] = [machine({ owner: someone() }), account()];
      for (const each of [one, person]) await users.create(each);
      expect(await other().machines.find(one.user.uid)).toEqual({
        user: one.user,
        details: one.machine,
        createdAt: NOW,
      });
      expect(await machines.find(person.user.uid)).toBeUndefined();
      expect(await machines.find(someone())).toBeUndefined();
    });

    test('are listed in pages, each once', async () => {
      const { users, machines } = stores();
      const made = [machine(), machine(), machine()];
      for (const one of [...made, account()]) await users.create(one);
      const found: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await machines.page(after, 2);
        found.push(...page.map(({ user }) => user.uid));
        after = page.at(-1)?.user.uid;
        if (page.length < 2) break;
      }
      expect(found).toEqual(found.toSorted());
      expect(found).toEqual(expect.arrayContaining(made.map(({ user }) => user.uid)));
      expect(new Set(found).size).toBe(found.length);
    });

    test('change their details and with them what everyone sees', async () => {
      const { users, machines } = stores();
      const one = machine({ simpleKey: KEY });
      await users.create(one);
      const { uid } = one.user;
      const details = { purpose: 'reports', scopes: { ...scopes, rooms: 'all' as const }, simpleKey: KEY };
      await machines.change(uid, details);
      const found = await other().machines.find(uid);
      expect(found?.details).toEqual(details);
      expect(found?.user).toMatchObject({ kind: 'machine', simpleKey: KEY });
      expect(found?.user).not.toHaveProperty('accountKey');
    });

    test('are changed where they are machines, and nothing else is', async () => {
      const { users, machines } = stores();
      const person = account();
      await users.create(person);
      for (const uid of [person.user.uid, someone()])
        await expect(machines.change(uid, { purpose: '', scopes })).rejects.toThrow(refusal('E_NOT_FOUND'));
      expect(await users.byUid([person.user.uid])).toEqual([person.user]);
    });
  });

  describe('sessions of machines', () => {
    const session = (uid: string) => {
      const device = { id: someone(), name: 'deploy' };
      const times = { createdAt: NOW, lastSeenAt: NOW, expiresAt: NOW + 1_000 };
      return { sid: someone(), uid, device, ...times, grant: { kind: 'token', scopes } as const };
    };

    test('carry their scopes', async () => {
      const { sessions } = stores();
      const one = session(someone());
      await sessions.create(one);
      expect(await other().sessions.find(one.sid, NOW)).toEqual(one);
      expect(await sessions.ofUser(one.uid, NOW)).toEqual([one]);
    });

    test('are suspended and live on as they were', async () => {
      const { sessions } = stores();
      const uid = someone();
      const [one, two, elses] = [session(uid), session(uid), session(someone())];
      for (const each of [one, two, elses]) await sessions.create(each);

      expect((await sessions.setSuspended(uid, true)).toSorted()).toEqual([one.sid, two.sid].toSorted());
      expect(await sessions.setSuspended(uid, true)).toEqual([]);
      expect(await other().sessions.find(one.sid, NOW)).toBeUndefined();
      expect(await other().sessions.ended([one.sid, elses.sid], NOW)).toEqual([one.sid]);
      expect(await sessions.renew(one.sid, NOW, NOW + 9_000)).toBe(false);
      expect(await sessions.ofUser(uid, NOW)).toEqual([]);
      expect(await sessions.allOf(uid, NOW)).toEqual(
        expect.arrayContaining([
          { ...one, suspended: true },
          { ...two, suspended: true },
        ]),
      );

      expect((await sessions.setSuspended(uid, false)).toSorted()).toEqual([one.sid, two.sid].toSorted());
      expect(await other().sessions.find(one.sid, NOW)).toEqual(one);
      expect(await sessions.ended([one.sid, two.sid], NOW)).toEqual([]);
    });

    test('end for good while they are suspended, by their end or by somebody', async () => {
      const { sessions } = stores();
      const uid = someone();
      const [one, two] = [session(uid), session(uid)];
      for (const each of [one, two]) await sessions.create(each);
      await sessions.setSuspended(uid, true);
      expect(await sessions.end(uid, one.sid)).toBe(true);
      expect(await sessions.allOf(uid, NOW + 1_000)).toEqual([]);
      await sessions.setSuspended(uid, false);
      expect(await sessions.ofUser(uid, NOW)).toEqual([two]);
    });
  });
}
