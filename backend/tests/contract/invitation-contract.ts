import { describe, expect, test } from 'vitest';
import type { StoredInvitation } from '../../src/domain/invitations/invitation-store.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { NOW, someone } from './commands.ts';
import { codes, refusal } from './refusal.ts';
import { account, invitation } from './user-contract.ts';

export function invitationContract(stores: () => Stores): void {
  describe('an invitation', () => {
    test('makes one account, and its maker sees who used it', async () => {
      const { users, invitations } = stores();
      const [maker, guest] = [someone(), account()];
      const link = invitation({ createdBy: maker, label: 'Ann, accounting' });
      await invitations.create(link);
      await users.create(guest, { secretHash: link.secretHash, now: NOW });
      const used = { ...link, usedBy: guest.user.uid, usedAt: NOW };
      expect(await invitations.createdBy(maker)).toEqual([used]);
      await expect(users.create(account(), { secretHash: link.secretHash, now: NOW })).rejects.toThrow(
        refusal('E_INVITATION_INVALID'),
      );
      expect(await invitations.revoke(maker, link.id)).toBe(false);
    });

    test('is used once by two at the same time', async () => {
      const { users, invitations } = stores();
      const link = invitation();
      await invitations.create(link);
      const tries = [account(), account()].map((guest) =>
        users.create(guest, { secretHash: link.secretHash, now: NOW }),
      );
      expect(codes(await Promise.allSettled(tries)).toSorted()).toEqual(['E_INVITATION_INVALID', undefined]);
    });

    test('is not used up by a name that is taken', async () => {
      const { users, invitations } = stores();
      const [taken, link] = [account(), invitation()];
      await users.create(taken);
      await invitations.create(link);
      const use = { secretHash: link.secretHash, now: NOW };
      await expect(users.create(account(taken.user.username), use)).rejects.toThrow(
        refusal('E_USERNAME_TAKEN'),
      );
      const guest = account();
      expect(await users.create(guest, use)).toEqual(guest.user);
    });

    test('is found by its secret, used or not', async () => {
      const { users, invitations } = stores();
      const link = invitation({ label: 'Ann' });
      await invitations.create(link);
      expect(await invitations.bySecret(link.secretHash)).toEqual(link);
      const { uid } = await users.create(account(), { secretHash: link.secretHash, now: NOW });
      expect(await invitations.bySecret(link.secretHash)).toEqual({ ...link, usedBy: uid, usedAt: NOW });
      expect(await invitations.bySecret('unknown')).toBeUndefined();
    });

    test('that is none says nothing about names', async () => {
      const { users } = stores();
      const taken = account();
      await users.create(taken);
      const madeUp = { secretHash: 'made up', now: NOW };
      await expect(users.create(account(taken.user.username), madeUp)).rejects.toThrow(
        refusal('E_INVITATION_INVALID'),
      );
    });

    test('expires, makes no account then, and its name stays free', async () => {
      const { users, invitations } = stores();
      const [link, guest] = [invitation(), account()];
      await invitations.create(link);
      const late = { secretHash: link.secretHash, now: link.expiresAt };
      await expect(users.create(guest, late)).rejects.toThrow(refusal('E_INVITATION_INVALID'));
      await expect(users.create(guest, { secretHash: 'unknown', now: NOW })).rejects.toThrow(
        refusal('E_INVITATION_INVALID'),
      );
      expect(await users.byUsername(guest.user.username)).toBeUndefined();
    });

    test('can make an administrator', async () => {
      const { users, invitations } = stores();
      const [link, guest] = [invitation({ admin: true }), account()];
      await invitations.create(link);
      const made = await users.create(guest, { secretHash: link.secretHash, now: NOW });
      expect(made.admin).toBe(true);
      expect(await users.byUid([made.uid])).toEqual([made]);
    });

    test('is open until it is used, expires or is withdrawn', async () => {
      const { users, invitations } = stores();
      const createdBy = someone();
      const [used, withdrawn, left] = [1, 2, 3].map(() => invitation({ createdBy }));
      const links = [used, withdrawn, left].filter((link) => link !== undefined);
      for (const link of [...links, invitation({ createdBy: someone() })]) await invitations.create(link);
      expect(await invitations.openOf(createdBy, NOW)).toBe(3);
      await users.create(account(), { secretHash: used?.secretHash ?? '', now: NOW });
      await invitations.revoke(createdBy, withdrawn?.id ?? '');
      expect(await invitations.openOf(createdBy, NOW)).toBe(1);
      expect(await invitations.openOf(createdBy, left?.expiresAt ?? 0)).toBe(0);
    });

    test('of no user that makes an administrator can be withdrawn', async () => {
      const { users, invitations } = stores();
      const [nobodys, somebodys] = [
        invitation({ admin: true }),
        invitation({ admin: true, createdBy: someone() }),
      ];
      const [used, plain] = [invitation({ admin: true }), invitation()];
      for (const link of [nobodys, somebodys, used, plain]) await invitations.create(link);
      const use = ({ secretHash }: typeof plain) => users.create(account(), { secretHash, now: NOW });
      await use(used);
      await invitations.revokeOperators();
      await expect(use(nobodys)).rejects.toThrow(refusal('E_INVITATION_INVALID'));
      expect((await use(somebodys)).admin).toBe(true);
      expect((await use(plain)).admin).toBe(false);
    });

    test('is withdrawn with all others that its maker has open', async () => {
      const { users, invitations } = stores();
      const createdBy = someone();
      const [used, open, strangers] = [
        invitation({ createdBy }),
        invitation({ createdBy }),
        invitation({ createdBy: someone() }),
      ];
      for (const link of [used, open, strangers]) await invitations.create(link);
      const use = ({ secretHash }: StoredInvitation) => users.create(account(), { secretHash, now: NOW });
      await use(used);
      await invitations.revokeOpen(createdBy);
      await expect(use(open)).rejects.toThrow(refusal('E_INVITATION_INVALID'));
      expect((await invitations.createdBy(createdBy)).map(({ id }) => id)).toEqual([used.id]);
      await use(strangers);
    });

    test('can be withdrawn by its maker', async () => {
      const { users, invitations } = stores();
      const maker = someone();
      const [first, second] = [
        invitation({ createdBy: maker }),
        invitation({ createdBy: maker, createdAt: NOW + 1 }),
      ];
      await invitations.create(first);
      await invitations.create(second);
      expect(await invitations.createdBy(maker)).toEqual([second, first]);
      expect(await invitations.revoke(someone(), first.id)).toBe(false);
      expect(await invitations.revoke(maker, first.id)).toBe(true);
      expect(await invitations.createdBy(maker)).toEqual([second]);
      await expect(users.create(account(), { secretHash: first.secretHash, now: NOW })).rejects.toThrow(
        refusal('E_INVITATION_INVALID'),
      );
    });
  });
}
