import { foldedWords, searchText } from '@parley/protocol';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deletedUser } from '../../../src/domain/users/deleted-user.ts';
import type { Stores } from '../../../src/domain/stores.ts';
import { nobodysCredential } from '../../../src/domain/passwords/nobodys-credential.ts';
import { systemRandom } from '../../../src/domain/system-random.ts';
import { NOW, someone } from '../commands.ts';
import { extension, newKeys, passwordWrap, write } from '../key-contract.ts';
import { incomingHook, outgoingHook } from '../machines/hook-contract.ts';
import { machine } from '../machines/machine-contract.ts';
import { refusal } from '../refusal.ts';
import { account, invitation } from '../user-contract.ts';

const nobody = () => nobodysCredential(systemRandom);

export function deletionContract(stores: () => Stores, other: () => Stores): void {
  describe('an account that is removed', () => {
    test('says nothing about who it was, and its names are never given again', async () => {
      const { users } = stores();
      const { user, credential, createdAt } = account(undefined, { displayName: 'Ann Removed', colour: 3 });
      await users.create({ user, credential, createdAt });
      await users.seen(user.uid, NOW);
      const nobodys = nobody();
      await users.beginDeletion(user.uid, NOW + 1, nobodys);

      expect(await other().users.byUid([user.uid])).toEqual([deletedUser(user.uid)]);
      expect(await users.byUsername(user.username)).toBeUndefined();
      expect(await users.isTaken(user.username.toUpperCase())).toBe(true);
      await users.seen(user.uid, NOW + 2);
      expect(await users.lastSeen([user.uid])).toEqual(new Map());
      expect(await users.search(user.username, 10)).toEqual([]);
      expect(await users.byName(foldedWords('ann removed'), undefined, 10)).toEqual([]);
      expect(await users.page(user.username.slice(0, -1), 1)).not.toMatchObject([{ uid: user.uid }]);
      await expect(users.create(account(user.username.toUpperCase()))).rejects.toThrow(
        refusal('E_USERNAME_TAKEN'),
      );
      await expect(users.create(account(undefined, { uid: user.uid }))).rejects.toThrow(
        refusal('E_BAD_REQUEST'),
      );
    });

    test('stays removed', async () => {
      const { users } = stores();
      const { user } = account();
      await users.create({ ...account(), user });
      await users.beginDeletion(user.uid, NOW, nobody());
      const profile = { displayName: 'Ann', about: '' };
      for (const attempt of [
        () => users.setStanding(user.uid, { removed: false }),
        () => users.setStanding(user.uid, { admin: true }),
        () => users.setProfile(user.uid, profile),
      ])
        await expect(attempt()).rejects.toThrow(refusal('E_NOT_FOUND'));
      expect(await users.byUid([user.uid])).toEqual([deletedUser(user.uid)]);
      await expect(users.beginDeletion(someone(), NOW, nobody())).rejects.toThrow(refusal('E_NOT_FOUND'));
    });

    test('is known as unfinished until all of it is erased, whoever began', async () => {
      const { users } = stores();
      const { user } = account();
      await users.create({ ...account(), user });
      await users.beginDeletion(user.uid, NOW, nobody());
      await users.beginDeletion(user.uid, NOW + 5, nobody());
      expect(await other().users.unfinishedDeletions(1_000)).toContain(user.uid);
      expect(await users.entryOf(user.uid)).toMatchObject({ deletion: { at: NOW, isPending: true } });
      await other().users.endDeletion(user.uid);
      await users.endDeletion(user.uid);
      expect(await users.unfinishedDeletions(1_000)).not.toContain(user.uid);
      expect(await users.entryOf(user.uid)).toMatchObject({ deletion: { at: NOW, isPending: false } });
    });

    test('has its turn among the unfinished by its uid', async () => {
      const { users } = stores();
      const uids = [account(), account(), account()].map(({ user }) => user.uid).sort();
      for (const uid of uids.toReversed()) {
        await users.create(account(undefined, { uid }));
        await users.beginDeletion(uid, NOW, nobody());
      }
      const all = await other().users.unfinishedDeletions(1_000);
      expect(all.filter((uid) => uids.includes(uid))).toEqual(uids);
      const [first] = uids;
      const behind = all.slice(all.findIndex((uid) => uid === first) + 1);
      expect(await users.unfinishedDeletions(1_000, first)).toEqual(behind);
      expect(await users.unfinishedDeletions(1, first)).toEqual(behind.slice(0, 1));
    });

    test('keeps its key log, and an empty vault', async () => {
      const { users, keys } = stores();
      const [owner, made] = [account(), newKeys()];
      const { uid } = owner.user;
      await users.create(owner, undefined, made);
      await keys.eraseVault(uid);
      await keys.eraseVault(uid);
      await keys.eraseVault(someone());
      expect(await other().keys.entries(uid, 0)).toEqual(made.keyLog);
      expect(await keys.vault(uid)).toMatchObject({ box: '', wraps: { password: { wrap: '' } } });
      expect(await keys.formerVaults(uid)).toEqual([]);
    });

    test('gets no vault and no password from what was under way', async () => {
      const { users, keys } = stores();
      const [owner, made] = [account(), newKeys()];
      const { uid } = owner.user;
      await users.create(owner, undefined, made);
      await users.beginDeletion(uid, NOW, nobody());
      await keys.eraseVault(uid);
      const erased = await keys.vault(uid);
      const password = passwordWrap();
      const credential = { ...owner.credential, kdf: password.kdf };
      await expect(other().users.setCredential(uid, credential)).rejects.toThrow(refusal('E_NOT_FOUND'));
      for (const late of [
        () => other().keys.replaceVault(uid, write(1)),
        () => other().keys.append(extension(uid, 3, { vault: write(1), keepsFormer: true })),
        () => other().keys.setPassword(uid, credential, password),
      ])
        await expect(late()).rejects.toThrow(refusal('E_VAULT_VERSION'));
      expect(await keys.vault(uid)).toEqual(erased);
      expect(await keys.formerVaults(uid)).toEqual([]);
      expect(await keys.entries(uid, 0)).toEqual(made.keyLog);
    });

    test('leaves no link, webhook or token behind', async () => {
      const { resets, hooks, sessions, users, invitations } = stores();
      const [uid, robot] = [someone(), machine()];
      await users.create(robot);
      const reset = { uid, secretHash: randomUUID(), expiresAt: NOW + 5 };
      await resets.put(reset);
      await resets.withdraw(uid);
      await resets.withdraw(uid);
      expect(await resets.take(uid, reset.secretHash, NOW)).toBe(false);

      const links = [
        invitation({ createdBy: uid, label: 'a friend' }),
        invitation({ createdBy: uid, usedBy: someone() }),
        invitation({ createdBy: someone(), usedBy: uid, label: 'Ann from accounting' }),
        invitation({ createdBy: someone() }),
      ];
      for (const link of links) await invitations.create(link);
      await invitations.forget(uid);
      const left = await Promise.all(links.map(({ secretHash }) => other().invitations.bySecret(secretHash)));
      expect(left).toEqual([undefined, undefined, undefined, links[3]]);

      const made = [incomingHook({ createdBy: uid }), outgoingHook({ createdBy: uid })];
      for (const hook of [...made, incomingHook()]) await hooks.create(hook);
      const found = await other().hooks.ofMaker(uid);
      expect(found.map(({ id }) => id).toSorted()).toEqual(made.map(({ id }) => id).toSorted());

      const device = { id: someone(), name: 'token' };
      const session = { uid: robot.user.uid, device, createdAt: NOW, lastSeenAt: NOW, expiresAt: NOW + 50 };
      const grant = { kind: 'token', scopes: robot.machine.scopes } as const;
      const [theirs, others] = [someone(), someone()];
      await sessions.create({ ...session, sid: theirs, grant: { ...grant, by: uid } });
      await sessions.create({ ...session, sid: others, grant: { ...grant, by: someone() } });
      expect(await other().sessions.endGrantedBy(uid)).toEqual([theirs]);
      expect(await sessions.ofUser(robot.user.uid, NOW)).toMatchObject([{ sid: others }]);
    });
  });

  describe('accounts, as administrators list them', () => {
    test('say when they began, were seen and removed, and by whose invitation they came', async () => {
      const { users, invitations } = stores();
      const mark = `m${randomUUID().slice(0, 8)}`;
      const [maker, guest, gone] = [
        account(undefined, { displayName: `A ${mark}` }),
        account(undefined, { displayName: `B ${mark}` }),
        account(undefined, { displayName: `C ${mark}` }),
      ];
      const link = invitation({ createdBy: maker.user.uid });
      await invitations.create(link);
      await users.create(maker);
      await users.create(guest, { secretHash: link.secretHash, now: NOW });
      await users.create(gone);
      await users.seen(guest.user.uid, NOW + 3);
      await users.beginDeletion(gone.user.uid, NOW + 4, nobody());

      expect(await users.entriesByName([mark], undefined, 10)).toEqual([
        { user: maker.user, createdAt: NOW },
        { user: guest.user, createdAt: NOW, invitedBy: maker.user.uid, lastSeen: NOW + 3 },
      ]);
      expect(await users.entriesByName([mark], maker.user.uid, 10)).toHaveLength(1);
      expect(await users.entriesByName([mark], guest.user.uid, 10)).toEqual([]);
      expect(await users.entryOf(gone.user.uid)).toMatchObject({ user: deletedUser(gone.user.uid) });
      expect(await users.entryOf(someone())).toBeUndefined();
      expect(searchText({ name: deletedUser(gone.user.uid).displayName, username: '' })).toContain('deleted');
    });
  });

  describe('all invitations', () => {
    test('are paged from the newest, and any unused one is withdrawn once', async () => {
      const { invitations, users } = stores();
      // Newer than those of other tests.
      const newer = NOW + 1_000_000;
      const made = [0, 1, 1, 2].map((at) => invitation({ createdBy: someone(), createdAt: newer + at }));
      for (const one of made) await invitations.create(one);
      const [first] = await other().invitations.page(undefined, 1);
      expect(first).toEqual(made[3]);
      const second = await invitations.page(first?.id, 2);
      const third = await invitations.page(second[1]?.id, 1);
      expect([...second, ...third].map(({ id }) => id).toSorted()).toEqual(
        made
          .slice(0, 3)
          .map(({ id }) => id)
          .toSorted(),
      );
      expect(third).toEqual([made[0]]);

      const [withdrawn, used] = made;
      if (withdrawn === undefined || used === undefined) throw new Error('there are four');
      await users.create(account(), { secretHash: used.secretHash, now: NOW });
      expect(await invitations.revokeAny(withdrawn.id)).toEqual(withdrawn);
      expect(await invitations.revokeAny(withdrawn.id)).toBeUndefined();
      expect(await invitations.revokeAny(used.id)).toBeUndefined();
    });
  });
}
