import 'fake-indexeddb/auto';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deleteDB } from 'idb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { box, unbox } from '../src/crypto/aes-gcm.ts';
import { unknownKeyLog } from '../src/crypto/key-log/follow-key-log.ts';
import { newDevice } from '../src/keys/device/new-device.ts';
import type { KeptKeys } from '../src/model/keys/kept-keys.ts';
import type { KeyKeeper } from '../src/ports/keys/key-keeper.ts';
import { openFileKeys } from '../src/storage/file/file-keys.ts';
import { IndexedDbKeys } from '../src/storage/indexeddb/indexeddb-keys.ts';
import { MemoryKeys } from '../src/storage/memory/memory-keys.ts';
import { user } from './fake-server.ts';

const [me, other] = [user(1).uid, user(2).uid];
const text = new TextEncoder().encode('a secret of this browser');
const aad = new Uint8Array([1]);

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'parley-keys-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** Each way to keep keys; `open` opens the same place again, as after a restart. */
const KEEPERS: Readonly<Record<string, () => Promise<() => Promise<KeyKeeper>>>> = {
  memory: async () => {
    const keys = new MemoryKeys();
    return async () => keys;
  },
  IndexedDB: async () => {
    await deleteDB('parley keys');
    return async () => new IndexedDbKeys();
  },
  file: async () => {
    const path = join(await folder(), 'keys');
    return () => openFileKeys(path);
  },
};

describe.each(Object.keys(KEEPERS))('keys in %s', (name) => {
  async function setUp() {
    const open = await (KEEPERS[name] ?? KEEPERS.memory)?.();
    if (open === undefined) throw new Error(name);
    const keeper = await open();
    const keysOf = async (uid: string, username: string): Promise<KeptKeys> => ({
      ...(await newDevice(keeper.keepsBytes)),
      uid,
      username,
    });
    return { open, keeper, keysOf };
  }

  test('are found again by name and by id, and still sign and decrypt', async () => {
    const { open, keeper, keysOf } = await setUp();
    const keys = await keysOf(me, 'alice');
    await keeper.keep(keys);
    const sealed = await box(keys.localKey, text, aad);

    const again = await open();
    const kept = await again.byName('ALICE');
    expect(kept).toMatchObject({ uid: me, device: keys.device });
    expect(await again.of(me)).toMatchObject({ device: keys.device });
    expect(kept && (await unbox(kept.localKey, sealed, aad))).toEqual(text);
    const { privateKey, publicKey } = kept?.deviceKey ?? keys.deviceKey;
    const signature = await crypto.subtle.sign('Ed25519', privateKey, text);
    const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify']);
    expect(await crypto.subtle.verify('Ed25519', key, signature, text)).toBe(true);
  });

  test('belong to one user a name, and those of another account under it are not lost', async () => {
    const { open, keeper, keysOf } = await setUp();
    const first = await keysOf(me, 'alice');
    await keeper.keep(first);
    await keeper.keep(await keysOf(other, 'alice'));
    expect(await (await open()).of(me)).toMatchObject({ uid: me, device: first.device });
    expect(await keeper.byName('alice')).toMatchObject({ uid: other });
    await keeper.keep(first);
    expect(await keeper.byName('alice')).toMatchObject({ uid: me });
    expect(await keeper.byName('bob')).toBeUndefined();
  });

  test('of others are pinned for each user apart', async () => {
    const { open, keeper } = await setUp();
    const followed = unknownKeyLog(other);
    await keeper.pin(me, [followed, unknownKeyLog(user(3).uid)]);
    await keeper.pin(me, [followed]);
    expect(await (await open()).pinned(me)).toHaveLength(2);
    expect(await (await open()).pinned(me)).toContainEqual(followed);
    expect(await (await open()).pinned(other)).toEqual([]);
  });

  test('are changed by one task at a time, whatever became of the one before', async () => {
    const { keeper } = await setUp();
    const order: string[] = [];
    const task = (name: string) => async () => {
      order.push(`${name} begins`);
      await keeper.of(me);
      order.push(`${name} ends`);
      if (name === 'first') throw new Error(name);
      return name;
    };
    const both = [keeper.alone(me, task('first')), keeper.alone(me, task('second'))];
    expect(await Promise.allSettled(both)).toMatchObject([{ status: 'rejected' }, { value: 'second' }]);
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  test('are all kept where several are changed at once', async () => {
    const { open, keeper, keysOf } = await setUp();
    await keeper.keep(await keysOf(me, 'alice'));
    const logs = [3, 4, 5, 6, 7, 8].map((n) => unknownKeyLog(user(n).uid));
    await Promise.all(logs.map((followed) => keeper.pin(me, [followed])));
    expect(await (await open()).pinned(me)).toHaveLength(logs.length);
  });

  test('are gone after a log-out, and those of others stay', async () => {
    const { open, keeper, keysOf } = await setUp();
    for (const [uid, username] of [
      [me, 'alice'],
      [other, 'bob'],
    ] as const) {
      await keeper.keep(await keysOf(uid, username));
      await keeper.pin(uid, [unknownKeyLog(user(3).uid)]);
    }
    await keeper.forget(me);
    const again = await open();
    expect(await again.of(me)).toBeUndefined();
    expect(await again.pinned(me)).toEqual([]);
    expect(await again.byName('bob')).toMatchObject({ uid: other });
    expect(await again.pinned(other)).toHaveLength(1);
  });
});

test('a browser keeps keys that no script can read', async () => {
  await deleteDB('parley keys');
  const keeper = new IndexedDbKeys();
  const keys = { ...(await newDevice(keeper.keepsBytes)), uid: me, username: 'alice' };
  await keeper.keep(keys);
  const kept = await keeper.of(me);
  expect(kept?.localKey.extractable).toBe(false);
  expect(kept?.deviceKey.privateKey.extractable).toBe(false);
});

test('a file of keys is for its owner only, and a broken one says what to do', async () => {
  const path = join(await folder(), 'deep', 'keys');
  const keeper = await openFileKeys(path);
  await keeper.keep({ ...(await newDevice(true)), uid: me, username: 'alice' });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await chmod(path, 0o644);
  await keeper.forget(me);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await writeFile(path, 'broken');
  await expect(openFileKeys(path)).rejects.toThrow('Move it away to start with new keys.');
});

test('terminals of several users keep their keys in one file, and none is lost', async () => {
  const path = join(await folder(), 'keys');
  const terminals = await Promise.all([1, 2, 3, 4].map(() => openFileKeys(path)));
  const users = terminals.map((keeper, i) => ({ keeper, uid: user(i + 1).uid }));
  await Promise.all(
    users.map(async ({ keeper, uid }) => {
      await keeper.keep({ ...(await newDevice(true)), uid, username: uid });
      await keeper.pin(uid, [unknownKeyLog(user(9).uid)]);
    }),
  );
  const again = await openFileKeys(path);
  for (const { keeper, uid } of users) {
    expect(await again.of(uid)).toMatchObject({ device: (await keeper.of(uid))?.device });
    expect(await again.pinned(uid)).toHaveLength(1);
  }
});
