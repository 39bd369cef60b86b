import type { Uuid } from '@parley/protocol';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { FollowedKeyLog } from '../../model/followed-key-log.ts';
import type { KeptKeys } from '../../model/kept-keys.ts';
import type { KeyKeeper } from '../../ports/key-keeper.ts';

interface KeySchema extends DBSchema {
  keys: { key: Uuid; value: KeptKeys; indexes: { username: string } };
  /** By whose they are, and whose key log it is. */
  pins: { key: [Uuid, Uuid]; value: FollowedKeyLog };
}

/** One for all users of a browser: before a login, only a name is known. */
const DATABASE = 'parley keys';

/** Keys in the browser's IndexedDB. It stores key objects, whose bytes no script can read. */
export class IndexedDbKeys implements KeyKeeper {
  readonly keepsBytes = false;
  #opened: Promise<IDBPDatabase<KeySchema>> | undefined;

  async byName(username: string): Promise<KeptKeys | undefined> {
    return (await this.#database()).getFromIndex('keys', 'username', username.toLowerCase());
  }

  async of(uid: Uuid): Promise<KeptKeys | undefined> {
    return (await this.#database()).get('keys', uid);
  }

  async keep(keys: KeptKeys): Promise<void> {
    const tx = (await this.#database()).transaction('keys', 'readwrite', { durability: 'strict' });
    const others = await tx.store.index('username').getAllKeys(keys.username);
    for (const uid of others) await tx.store.delete(uid);
    await Promise.all([tx.store.put(keys), tx.done]);
  }

  async pinned(me: Uuid): Promise<readonly FollowedKeyLog[]> {
    return (await this.#database()).getAll('pins', pinsOf(me));
  }

  async pin(me: Uuid, logs: readonly FollowedKeyLog[]): Promise<void> {
    const tx = (await this.#database()).transaction('pins', 'readwrite');
    await Promise.all([...logs.map((followed) => tx.store.put(followed, [me, followed.log.uid])), tx.done]);
  }

  async forget(uid: Uuid): Promise<void> {
    const tx = (await this.#database()).transaction(['keys', 'pins'], 'readwrite');
    await Promise.all([
      tx.objectStore('keys').delete(uid),
      tx.objectStore('pins').delete(pinsOf(uid)),
      tx.done,
    ]);
  }

  #database(): Promise<IDBPDatabase<KeySchema>> {
    // Opening may succeed next time, and the browser may have closed it.
    this.#opened ??= openKeys(() => (this.#opened = undefined)).catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }
}

function openKeys(closed: () => void): Promise<IDBPDatabase<KeySchema>> {
  return openDB<KeySchema>(DATABASE, 1, {
    upgrade: (db) => {
      db.createObjectStore('keys', { keyPath: 'uid' }).createIndex('username', 'username');
      db.createObjectStore('pins');
    },
    terminated: closed,
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      closed();
    },
  });
}

function pinsOf(me: Uuid): IDBKeyRange {
  // An array sorts behind every string.
  return IDBKeyRange.bound([me], [me, []]);
}
