import type { Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../../src/domain/stores.ts';
import type { Standing } from '../../../src/domain/users/user-store.ts';
import { nobodysCredential } from '../../../src/domain/passwords/nobodys-credential.ts';
import { systemRandom } from '../../../src/domain/system-random.ts';
import { NOW, someone } from '../commands.ts';
import { codes, refusal } from '../refusal.ts';
import { account } from '../user-contract.ts';

const PLAIN: Partial<Standing> = { admin: false };
const OUT: Partial<Standing> = { removed: true };

export function standingContract(stores: () => Stores, other: () => Stores): void {
  /** These are all who can administer: other tests share the database. */
  async function onlyAdmins(count: number): Promise<readonly Uuid[]> {
    const { users } = stores();
    const made = Array.from({ length: count }, () => account(undefined, { admin: true }));
    for (const one of made) await users.create(one);
    const uids = made.map(({ user }) => user.uid);
    for (const uid of await adminsIn(stores())) if (!uids.includes(uid)) await users.setStanding(uid, PLAIN);
    return uids;
  }

  describe('what an account may do', () => {
    test('changes, and is told as it was before', async () => {
      const { users } = stores();
      const { user } = account();
      await onlyAdmins(1);
      await users.create({ ...account(), user });
      expect(await users.setStanding(user.uid, { admin: true })).toEqual(user);
      expect(await other().users.byUid([user.uid])).toEqual([{ ...user, admin: true }]);
      expect(await users.setStanding(user.uid, { removed: true })).toEqual({ ...user, admin: true });
      expect(await users.setStanding(user.uid, { admin: false, removed: false })).toMatchObject({
        admin: true,
        removed: true,
      });
      expect(await users.byUid([user.uid])).toEqual([user]);
      await expect(users.setStanding(someone(), PLAIN)).rejects.toThrow(refusal('E_NOT_FOUND'));
    });

    test('makes nobody an administrator who stays deactivated', async () => {
      const { users } = stores();
      const { user } = account();
      await users.create({ ...account(), user });
      await users.setStanding(user.uid, OUT);
      const refused = refusal('E_ACCOUNT_DEACTIVATED');
      await expect(other().users.setStanding(user.uid, { admin: true })).rejects.toThrow(refused);
      expect(await users.byUid([user.uid])).toEqual([{ ...user, removed: true }]);
      for (let round = 0; round < 5; round++) {
        await users.setStanding(user.uid, { admin: false, removed: false });
        const [made] = await Promise.allSettled([
          stores().users.setStanding(user.uid, { admin: true }),
          other().users.setStanding(user.uid, OUT),
        ]);
        const [after] = await users.byUid([user.uid]);
        expect(after?.admin).toBe(made.status === 'fulfilled');
      }
      await users.setStanding(user.uid, { admin: false, removed: false });
    });

    test.each([
      ['plain', PLAIN],
      ['deactivated', OUT],
    ])('leaves the last administrator: nobody makes them %s', async (_, change) => {
      const [last = ''] = await onlyAdmins(1);
      await expect(stores().users.setStanding(last, change)).rejects.toThrow(refusal('E_LAST_ADMIN'));
      const removal = stores().users.beginDeletion(last, NOW, nobodysCredential(systemRandom));
      await expect(removal).rejects.toThrow(refusal('E_LAST_ADMIN'));
      expect(await stores().users.byUid([last])).toMatchObject([{ admin: true, removed: false }]);
      // One of two may go.
      await onlyAdmins(2);
    });

    test('counts nobody as an administrator who is deactivated', async () => {
      const [first = '', second = ''] = await onlyAdmins(2);
      const { users } = stores();
      await users.setStanding(second, OUT);
      await expect(users.setStanding(first, PLAIN)).rejects.toThrow(refusal('E_LAST_ADMIN'));
      await users.setStanding(second, { removed: false });
      await users.setStanding(first, PLAIN);
      expect(await adminsIn(stores())).toEqual([second]);
    });

    test.each([2, 5])(
      'leaves one of %i administrators who unmake each other on two servers',
      async (count) => {
        for (let round = 0; round < 5; round++) {
          const uids = await onlyAdmins(count);
          const tries = uids.map((uid, at) => {
            const { users } = at % 2 === 0 ? stores() : other();
            if (at % 3 === 2) return users.beginDeletion(uid, NOW, nobodysCredential(systemRandom));
            return users.setStanding(uid, at % 3 === 0 ? PLAIN : OUT);
          });
          const refused = codes(await Promise.allSettled(tries)).filter((code) => code !== undefined);
          expect(refused).toEqual(['E_LAST_ADMIN']);
          expect(await adminsIn(stores())).toHaveLength(1);
        }
      },
    );

    test('is right again where somebody is made an administrator while another makes them none', async () => {
      for (let round = 0; round < 5; round++) {
        const [first = '', second = ''] = await onlyAdmins(2);
        await Promise.allSettled([
          stores().users.setStanding(first, PLAIN),
          other().users.setStanding(first, { admin: true }),
          other().users.setStanding(second, PLAIN),
          stores().users.setStanding(second, OUT),
        ]);
        expect((await adminsIn(stores())).length).toBeGreaterThan(0);
      }
    });
  });
}

async function adminsIn({ users }: Stores): Promise<readonly Uuid[]> {
  const all = await users.page('', 100_000);
  return all.filter(({ admin, removed }) => admin && !removed).map(({ uid }) => uid);
}
