import { randomUUID } from 'node:crypto';
import type { Credential, User, Uuid } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { StoredInvitation } from '../../src/domain/invitations/invitation-store.ts';
import type { Stores } from '../../src/domain/stores.ts';
import type { Account } from '../../src/domain/users/user-store.ts';
import { NOW, someone } from './commands.ts';
import { codes, refusal } from './refusal.ts';

const credential: Credential = {
  kdf: {
    name: 'argon2id',
    salt: 'c2FsdHNhbHRzYWx0c2FsdA==',
    memoryKiB: 65_536,
    iterations: 3,
    parallelism: 1,
  },
  publicKey: 'cHVibGljcHVibGljcHVibGljcHVibGljcHVibGljcHU=',
};

export function account(username = `u${randomUUID().slice(0, 13)}`, details: Partial<User> = {}): Account {
  const user = { uid: someone(), username, displayName: username, about: '', admin: false, removed: false };
  return { user: { ...user, ...details }, credential, createdAt: NOW };
}

export function invitation(details: Partial<StoredInvitation> = {}): StoredInvitation {
  const secretHash = randomUUID();
  return { id: someone(), createdAt: NOW, expiresAt: NOW + 1_000, admin: false, secretHash, ...details };
}

export function userContract(stores: () => Stores): void {
  describe('users', () => {
    test('are found by name in any case, and by uid', async () => {
      const { users } = stores();
      const satya = account(`Satya${randomUUID().slice(0, 8)}`, { colour: 3, about: 'rows' });
      expect(await users.create(satya)).toEqual(satya.user);
      expect(await users.byUsername(satya.user.username.toUpperCase())).toEqual(satya);
      expect(await users.byUid([someone(), satya.user.uid])).toEqual([satya.user]);
      expect(await users.byUsername('nobody')).toBeUndefined();
    });

    test('have a name each, whatever its case', async () => {
      const { users } = stores();
      const { user } = account();
      const tries = [user.username, user.username.toUpperCase()].map((name) => users.create(account(name)));
      expect(codes(await Promise.allSettled(tries)).toSorted()).toEqual(['E_USERNAME_TAKEN', undefined]);
    });

    test('are counted', async () => {
      const { users } = stores();
      const before = await users.count();
      await users.create(account());
      expect(await users.count()).toBe(before + 1);
    });

    test('are searched by both names however they are written, without those removed', async () => {
      const { users } = stores();
      const mark = randomUUID().slice(0, 8);
      await users.create(account(`${mark}x`, { displayName: 'Zoe' }));
      await users.create(
        account(`b-${randomUUID().slice(0, 8)}`, { displayName: `Älva ${mark.toUpperCase()}` }),
      );
      await users.create(account(`${mark}c`, { displayName: 'bo' }));
      await users.create(account(`${mark}d`, { displayName: 'Gone', removed: true }));
      const names = async (text: string, limit: number) =>
        (await users.search(text, limit)).map(({ displayName }) => displayName);
      expect(await names(mark, 10)).toEqual(['bo', 'Zoe', `Älva ${mark.toUpperCase()}`]);
      expect(await names(mark.toUpperCase(), 2)).toEqual(['bo', 'Zoe']);
      expect(await names(`älva ${mark}`, 10)).toHaveLength(1);
    });

    test('are found by the beginnings of their folded words, in any order', async () => {
      const { users } = stores();
      const mark = `m${randomUUID().slice(0, 8)}`;
      await users.create(account(`al_${mark}`, { displayName: 'Anna-Lena Ólafsdóttir (C++) 50%' }));
      const finds = async (text: string) => (await users.search(`${text} ${mark}`, 10)).length;
      for (const text of ['anna-lena', 'lena', 'LENA an', 'annalena', 'olaf', 'o\u0301laf', 'c++', '50%'])
        expect(await finds(text), text).toBe(1);
      for (const text of ['afsd', 'lenax', '^', '|', '$']) expect(await finds(text), text).toBe(0);
    });

    test('are found by the very username first, then by its beginning, then by display name', async () => {
      const { users } = stores();
      const mark = `m${randomUUID().slice(0, 8)}`;
      await users.create(account(undefined, { displayName: `A ${mark}` }));
      await users.create(account(`${mark}-2`, { displayName: 'B' }));
      await users.create(account(`${mark}-1`, { displayName: 'C' }));
      await users.create(account(mark, { displayName: 'Zoë' }));
      const names = async (text: string, limit: number) =>
        (await users.search(text, limit)).map(({ displayName }) => displayName);
      expect(await names(mark, 10)).toEqual(['Zoë', 'B', 'C', `A ${mark}`]);
      expect(await names(`@${mark.toUpperCase()}`, 3)).toEqual(['Zoë', 'B', 'C']);
      expect(await names(mark, 1)).toEqual(['Zoë']);
    });

    test('are listed by their folded names in pages, deactivated ones last', async () => {
      const { users } = stores();
      const mark = `m${randomUUID().slice(0, 8)}`;
      const named = new Map<string, Uuid>();
      for (const [name, removed] of [
        ['Zoe', false],
        ['Älva', false],
        ['bo', false],
        ['Anna', true],
        ['Älva B', false],
      ] as const) {
        const one = account(undefined, { displayName: `${name} ${mark}`, removed });
        await users.create(one);
        named.set(name, one.user.uid);
      }
      const names = async (words: readonly string[], after: string | undefined, limit: number) =>
        (await users.byName(words, after, limit)).map(({ displayName }) =>
          displayName.replace(` ${mark}`, ''),
        );
      const order = ['Älva B', 'Älva', 'bo', 'Zoe', 'Anna'];
      expect(await names([mark], undefined, 10)).toEqual(order);
      for (const [at, name] of order.entries())
        expect(await names([mark], named.get(name), 2)).toEqual(order.slice(at + 1, at + 3));
      expect(await names([mark, 'al'], undefined, 10)).toEqual(['Älva B', 'Älva']);
      expect(await names(['al', mark], named.get('Älva B'), 10)).toEqual(['Älva']);
      expect(await names([mark, 'lva'], undefined, 10)).toEqual([]);
      expect(await users.byName([], undefined, 3)).toHaveLength(3);
    });

    test('change their profile, and only that', async () => {
      const { users } = stores();
      const { user } = account(undefined, { colour: 5 });
      await users.create({ user, credential, createdAt: NOW });
      const { colour: _, ...colourless } = user;
      const changed = { ...colourless, displayName: 'Älva', about: 'here' };
      expect(await users.setProfile(user.uid, { displayName: 'Älva', about: 'here' })).toEqual(changed);
      expect(await users.byUid([user.uid])).toEqual([changed]);
      expect(await users.search('älva', 100)).toContainEqual(changed);
      await expect(users.setProfile(someone(), { displayName: 'x', about: '' })).rejects.toThrow(
        refusal('E_NOT_FOUND'),
      );
    });

    test('change their password', async () => {
      const { users } = stores();
      const { user } = account();
      await users.create({ user, credential, createdAt: NOW });
      const next = { ...credential, kdf: { ...credential.kdf, iterations: 4 } };
      await users.setCredential(user.uid, next);
      expect((await users.byUsername(user.username))?.credential).toEqual(next);
    });

    test('are kept out and let in again', async () => {
      const { users } = stores();
      const { user } = account();
      await users.create({ user, credential, createdAt: NOW });
      await users.setStanding(user.uid, { removed: true });
      expect(await users.byUid([user.uid])).toEqual([{ ...user, removed: true }]);
      await users.setStanding(user.uid, { removed: false });
      expect(await users.byUid([user.uid])).toEqual([user]);
      await expect(users.setStanding(someone(), { removed: true })).rejects.toThrow(refusal('E_NOT_FOUND'));
    });

    test('are listed by name in pages, those removed too', async () => {
      const { users } = stores();
      const mark = `~${randomUUID().slice(0, 8)}`;
      for (const name of ['b', 'A', 'c']) await users.create(account(mark + name, { removed: name === 'A' }));
      const names = async (after: string, limit: number) =>
        (await users.page(after, limit)).map(({ username }) => username.replace(mark, ''));
      expect(await names(mark, 2)).toEqual(['A', 'b']);
      expect(await names(`${mark}B`, 5)).toEqual(['c']);
    });

    test('were last seen, and never earlier than that', async () => {
      const { users } = stores();
      const [{ user }, other] = [account(), account()];
      await users.create({ user, credential, createdAt: NOW });
      await users.create(other);
      for (const time of [NOW, NOW + 5, NOW + 2]) await users.seen(user.uid, time);
      const seen = await users.lastSeen([user.uid, other.user.uid, someone()]);
      expect([...seen]).toEqual([[user.uid, NOW + 5]]);
    });

    test('block each other, one way and as often as they like', async () => {
      const { users } = stores();
      const [a, b, c] = [account(), account(), account()];
      for (const one of [a, b, c]) await users.create(one);
      const block = (blocked: Uuid) => users.block(a.user.uid, blocked);
      await block(b.user.uid);
      await block(b.user.uid);
      await block(c.user.uid);
      await users.unblock(a.user.uid, c.user.uid);
      expect(await users.blockedBy(a.user.uid)).toEqual([b.user.uid]);
      expect(await users.blockedBy(b.user.uid)).toEqual([]);
    });
  });
}
