import { randomUUID } from 'node:crypto';
import { KEY_LIMITS, type PasswordWrap, type SignedKeyLogEntry, type StoredVault } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import type { KeyLogWrite, VaultWrite } from '../../src/domain/keys/key-store.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { NOW, someone } from './commands.ts';
import { codes, refusal } from './refusal.ts';
import { account, invitation } from './user-contract.ts';

const base64 = (bytes: number) => Buffer.alloc(bytes, randomUUID()).toString('base64');

/** A store does not look behind an entry: the use cases check it. */
export function entry(): SignedKeyLogEntry {
  return { entry: `{"any":"${randomUUID()}"}`, signatures: [base64(64)] };
}

export function passwordWrap(generation = 1, salt = base64(16)): PasswordWrap {
  const kdf = { name: 'argon2id', salt, memoryKiB: 65_536, iterations: 3, parallelism: 1 } as const;
  return { kdf, generation, wrap: base64(60) };
}

export function recoveryWrap(generation = 1): NonNullable<StoredVault['wraps']['recovery']> {
  return { generation, encapsulation: base64(1_120), ciphertext: base64(48) };
}

export function newKeys() {
  const vault: StoredVault = {
    version: 1,
    generation: 1,
    box: base64(90),
    wraps: { password: passwordWrap() },
  };
  return { keyLog: [entry(), entry()], vault };
}

export function write(expected: number, change: Partial<VaultWrite> = {}): VaultWrite {
  const version = expected + 1;
  return { masterKey: 'same', expected, version, generation: 1, box: base64(90), wraps: {}, ...change };
}

/** Under a new master key. */
function anew(expected: number, generation = expected + 1): VaultWrite {
  return write(expected, { masterKey: 'new', generation, wraps: { password: passwordWrap(generation) } });
}

export function extension(uid: string, seq: number, details: Partial<KeyLogWrite> = {}): KeyLogWrite {
  return { uid, seq, entry: entry(), keepsFormer: false, ends: { kind: 'none' }, ...details };
}

export function keyContract(stores: () => Stores, other: () => Stores): void {
  /** Somebody with two entries and a first vault. */
  async function withKeys() {
    const [owner, keys] = [account(), newKeys()];
    await stores().users.create(owner, undefined, keys);
    return { uid: owner.user.uid, ...keys };
  }

  describe('the keys of an account', () => {
    test('begin with the account', async () => {
      const { keys } = stores();
      const { uid, keyLog, vault } = await withKeys();
      expect(await keys.entries(uid, 0)).toEqual(keyLog);
      expect(await keys.entries(uid, 1)).toEqual(keyLog.slice(1));
      expect(await keys.entries(uid, 2)).toEqual([]);
      expect(await keys.vault(uid)).toEqual(vault);
      expect(await keys.formerVaults(uid)).toEqual([]);
      expect(await keys.progress(uid)).toEqual({ keyLog: 2, vault: 1, generation: 1 });
    });

    test('are none for somebody unknown, or who was registered without', async () => {
      const { keys, users } = stores();
      const owner = account();
      await users.create(owner);
      for (const uid of [someone(), owner.user.uid]) {
        expect(await keys.entries(uid, 0)).toEqual([]);
        expect(await keys.progress(uid)).toBeUndefined();
        expect(await keys.vault(uid)).toBeUndefined();
      }
      const { uid } = await withKeys();
      for (const { keys: known } of [stores(), other()])
        expect([...(await known.having([someone(), uid, owner.user.uid]))]).toEqual([uid]);
      expect(await keys.having([])).toEqual(new Set());
    });

    test('are not stored with an account that is not', async () => {
      const { keys, users, invitations } = stores();
      const [taken, late, link] = [account(), account(), invitation()];
      await users.create(taken);
      await invitations.create(link);
      const use = { secretHash: link.secretHash, now: NOW };
      const again = { ...late, user: { ...late.user, username: taken.user.username } };
      await expect(users.create(again, use, newKeys())).rejects.toThrow(refusal('E_USERNAME_TAKEN'));
      await expect(users.create(late, { ...use, secretHash: 'none' }, newKeys())).rejects.toThrow(
        refusal('E_INVITATION_INVALID'),
      );
      expect(await keys.progress(late.user.uid)).toBeUndefined();
      await users.create(late, use, newKeys());
    });

    test('are not replaced by a registration with the same uid, which uses up no invitation', async () => {
      const { keys, users, invitations } = stores();
      const { uid, keyLog, vault } = await withKeys();
      const [keyless, link] = [account(), invitation()];
      await users.create(keyless);
      await invitations.create(link);
      const use = { secretHash: link.secretHash, now: NOW };
      for (const taken of [uid, keyless.user.uid])
        await expect(users.create(account(undefined, { uid: taken }), use, newKeys())).rejects.toThrow(
          refusal('E_BAD_REQUEST'),
        );
      expect(await keys.entries(uid, 0)).toEqual(keyLog);
      expect(await keys.vault(uid)).toEqual(vault);
      expect(await keys.progress(keyless.user.uid)).toBeUndefined();
      await users.create(account(), use, newKeys());
    });

    test('begin later with the first entry and its vault, for one of two browsers', async () => {
      const owner = account();
      await stores().users.create(owner);
      const { uid } = owner.user;
      const tries = [stores(), other(), stores()].map(({ keys }) =>
        keys.append(extension(uid, 1, { vault: anew(0) })),
      );
      expect(codes(await Promise.allSettled(tries)).toSorted()).toEqual([
        'E_KEYLOG_SEQ',
        'E_KEYLOG_SEQ',
        undefined,
      ]);
      expect(await stores().keys.progress(uid)).toEqual({ keyLog: 1, vault: 1, generation: 1 });
    });
  });

  describe('a key log', () => {
    test('only grows, an entry at a time', async () => {
      const { keys } = stores();
      const { uid, keyLog } = await withKeys();
      const third = extension(uid, 3);
      await keys.append(third);
      for (const seq of [1, 2, 3, 5])
        await expect(keys.append(extension(uid, seq, { vault: anew(seq === 1 ? 0 : 1) }))).rejects.toThrow(
          refusal('E_KEYLOG_SEQ'),
        );
      expect(await keys.entries(uid, 0)).toEqual([...keyLog, third.entry]);
    });

    test('of two entries for one place takes one', async () => {
      const { uid } = await withKeys();
      const tries = [stores(), other(), stores(), other()].map(({ keys }) => keys.append(extension(uid, 3)));
      const refused = codes(await Promise.allSettled(tries));
      expect(refused.filter((code) => code === undefined)).toHaveLength(1);
      expect(refused.filter((code) => code === 'E_KEYLOG_SEQ')).toHaveLength(3);
    });

    test('does not grow where the vault beside the entry is refused, nor does the vault change without the entry', async () => {
      const { keys } = stores();
      const { uid, vault } = await withKeys();
      await expect(keys.append(extension(uid, 3, { vault: anew(7) }))).rejects.toThrow(
        refusal('E_VAULT_VERSION'),
      );
      await expect(keys.append(extension(uid, 9, { vault: anew(1) }))).rejects.toThrow(
        refusal('E_KEYLOG_SEQ'),
      );
      expect(await keys.progress(uid)).toEqual({ keyLog: 2, vault: 1, generation: 1 });
      expect(await keys.vault(uid)).toEqual(vault);
    });

    test('ends sessions with the entry that says so, and none with one that is refused', async () => {
      const { keys, sessions } = stores();
      const { uid } = await withKeys();
      const begin = async (device = someone()) => {
        const life = { createdAt: NOW, lastSeenAt: NOW, expiresAt: NOW + 1_000 };
        const session = { sid: someone(), uid, device: { id: device, name: 'Firefox' }, ...life };
        await sessions.create(session);
        return session;
      };
      const [own, second, third] = [await begin(), await begin(), await begin()];
      const ofThird = { kind: 'ofDevice', device: third.device.id } as const;
      await expect(keys.append(extension(uid, 9, { ends: ofThird }))).rejects.toThrow();
      expect(await sessions.ofUser(uid, NOW)).toHaveLength(3);
      expect(await keys.append(extension(uid, 3, { ends: ofThird }))).toEqual([third.sid]);
      const others = { kind: 'others', except: own.sid } as const;
      expect(await keys.append(extension(uid, 4, { vault: anew(1), ends: others }))).toEqual([second.sid]);
      expect(await sessions.ofUser(uid, NOW)).toEqual([own]);
    });
  });

  describe('a vault', () => {
    test('is replaced by who has seen the one before, and keeps the wraps that do not change', async () => {
      const { keys } = stores();
      const { uid, vault } = await withKeys();
      const recovery = recoveryWrap();
      const second = write(1, { wraps: { recovery }, version: 40 });
      await keys.replaceVault(uid, second);
      const wraps = { ...vault.wraps, recovery };
      expect(await keys.vault(uid)).toEqual({ version: 40, generation: 1, box: second.box, wraps });
      for (const expected of [0, 1, 39, 41])
        await expect(keys.replaceVault(uid, write(expected))).rejects.toThrow(refusal('E_VAULT_VERSION'));
      await expect(keys.replaceVault(someone(), write(0))).rejects.toThrow(refusal('E_VAULT_VERSION'));
      const password = passwordWrap();
      await keys.replaceVault(uid, write(40, { wraps: { password } }));
      expect((await keys.vault(uid))?.wraps).toEqual({ password, recovery });
    });

    test('of two at once takes one', async () => {
      const { uid } = await withKeys();
      const tries = [stores(), other(), stores(), other()].map(({ keys }) =>
        keys.replaceVault(uid, write(1)),
      );
      const refused = codes(await Promise.allSettled(tries));
      expect(refused.filter((code) => code === undefined)).toHaveLength(1);
      expect(refused.filter((code) => code === 'E_VAULT_VERSION')).toHaveLength(3);
    });

    test('under a new master key has none of the old wraps', async () => {
      const { keys } = stores();
      const { uid } = await withKeys();
      await keys.replaceVault(uid, write(1, { wraps: { recovery: recoveryWrap() } }));
      const next = anew(2);
      await keys.append(extension(uid, 3, { vault: next }));
      const { version, generation, box, wraps } = next;
      expect(await keys.vault(uid)).toEqual({ version, generation, box, wraps });
      expect(await keys.formerVaults(uid)).toEqual([]);
    });

    test('that an identity reset replaces is kept, and so are the newest of those before', async () => {
      const { keys } = stores();
      const { uid, vault } = await withKeys();
      const replaced = [vault];
      for (let version = 1; version <= KEY_LIMITS.formerVaults + 1; version++) {
        const next = anew(version);
        await keys.append(extension(uid, version + 2, { vault: next, keepsFormer: true }));
        const stored = await keys.vault(uid);
        if (stored !== undefined) replaced.unshift(stored);
      }
      expect(await keys.formerVaults(uid)).toEqual(replaced.slice(1, 1 + KEY_LIMITS.formerVaults));
    });
  });

  describe('a new password', () => {
    test('changes the credential and the wrap, and leaves the rest of the vault', async () => {
      const { keys, users } = stores();
      const [owner, { keyLog, vault }] = [account(), newKeys()];
      await users.create(owner, undefined, { keyLog, vault });
      const { uid, username } = owner.user;
      await keys.replaceVault(uid, write(1, { wraps: { recovery: recoveryWrap() } }));
      const before = await keys.vault(uid);
      for (let i = 0; i < 10; i++) {
        const password = passwordWrap();
        const credential = { ...owner.credential, kdf: password.kdf };
        await keys.setPassword(uid, credential, password);
        expect(await keys.vault(uid)).toEqual({ ...before, wraps: { ...before?.wraps, password } });
        expect((await users.byUsername(username))?.credential).toEqual(credential);
      }
    });

    test("under a master key that is not the vault's changes nothing, nor does one without a vault", async () => {
      const { keys, users } = stores();
      const [owner, keyless, { keyLog, vault }] = [account(), account(), newKeys()];
      await users.create(owner, undefined, { keyLog, vault });
      await users.create(keyless);
      for (const { user, credential } of [owner, keyless]) {
        const password = passwordWrap(2);
        await expect(
          keys.setPassword(user.uid, { ...credential, kdf: password.kdf }, password),
        ).rejects.toThrow(refusal('E_VAULT_VERSION'));
        expect((await users.byUsername(user.username))?.credential).toEqual(credential);
      }
      expect(await keys.vault(owner.user.uid)).toEqual(vault);
    });

    test('that an operator set leaves the wrap of the last one', async () => {
      const { keys, users } = stores();
      const [owner, first] = [account(), newKeys()];
      await users.create(owner, undefined, first);
      const { uid } = owner.user;
      const last = passwordWrap();
      await keys.setPassword(uid, { ...owner.credential, kdf: last.kdf }, last);
      await users.setCredential(uid, { ...owner.credential, kdf: passwordWrap().kdf });
      expect((await keys.vault(uid))?.wraps.password).toEqual(last);
    });
  });
}
