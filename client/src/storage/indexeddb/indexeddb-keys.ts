import type { Uuid } from '@parley/protocol';
import type { FollowedKeyLog } from '../../model/keys/followed-key-log.ts';
import type { KeptKeys } from '../../model/keys/kept-keys.ts';
import type { KeyKeeper } from '../../ports/keys/key-keeper.ts';

/** One for all users of a browser: before a login, only a name is known. */
const DATABASE = 'parley keys';

/**
 * Keys in the browser's IndexedDB. It stores key objects, whose bytes no script can read. Without the package `idb`, by which the
 * first page reads its copy: what both used would become a file of its own, and the first page would weigh more.
 */
export class IndexedDbKeys implements KeyKeeper {
  readonly keepsBytes = false;
  #opened: Promise<IDBDatabase> | undefined;

  async byName(username: string): Promise<KeptKeys | undefined> {
    const { keys } = await this.#begin('readonly');
    return asked<KeptKeys | undefined>(keys.index('username').get(username.toLowerCase()));
  }

  async of(uid: Uuid): Promise<KeptKeys | undefined> {
    const { keys } = await this.#begin('readonly');
    return asked<KeptKeys | undefined>(keys.get(uid));
  }

  async keep(kept: KeptKeys): Promise<void> {
    const { keys, done } = await this.#begin('readwrite');
    const others = await asked<KeptKeys[]>(keys.index('username').getAll(kept.username));
    try {
      for (const other of others) keys.put({ ...other, username: other.uid });
      keys.put(kept);
    } catch (error) {
      // Not every browser stores key objects: nothing of this may be left.
      keys.transaction.abort();
      throw error;
    }
    await done;
  }

  async pinned(me: Uuid): Promise<readonly FollowedKeyLog[]> {
    const { pins } = await this.#begin('readonly');
    return asked<FollowedKeyLog[]>(pins.getAll(pinsOf(me)));
  }

  async pin(me: Uuid, logs: readonly FollowedKeyLog[]): Promise<void> {
    const { pins, done } = await this.#begin('readwrite');
    for (const followed of logs) pins.put(followed, [me, followed.log.uid]);
    await done;
  }

  async forget(uid: Uuid): Promise<void> {
    const { keys, pins, done } = await this.#begin('readwrite');
    keys.delete(uid);
    pins.delete(pinsOf(uid));
    await done;
  }

  alone<T>(uid: Uuid, task: () => Promise<T>): Promise<T> {
    return navigator.locks.request(`${DATABASE} ${uid}`, task);
  }

  async #begin(mode: IDBTransactionMode) {
    const tx = (await this.#database()).transaction(['keys', 'pins'], mode, { durability: 'strict' });
    return { keys: tx.objectStore('keys'), pins: tx.objectStore('pins'), done: doneOf(tx) };
  }

  #database(): Promise<IDBDatabase> {
    // Opening may succeed next time, and the browser may have closed it.
    this.#opened ??= openKeys(() => (this.#opened = undefined)).catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }
}

async function openKeys(closed: () => void): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('keys', { keyPath: 'uid' }).createIndex('username', 'username');
    // By whose they are, and whose key log it is.
    opening.result.createObjectStore('pins');
  };
  const db = await asked<IDBDatabase>(opening);
  db.onclose = closed;
  db.onversionchange = () => {
    db.close();
    closed();
  };
  return db;
}

/** @throws DOMException that says why it failed */
function asked<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error ?? new Error('the keys cannot be read'));
  });
}

/** Once it is on the disk. @throws DOMException that says why it was not written */
function doneOf(tx: IDBTransaction): Promise<void> {
  const done = new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error('the keys cannot be written'));
  });
  // Who reads waits for the answer only, which fails likewise.
  done.catch(() => undefined);
  return done;
}

function pinsOf(me: Uuid): IDBKeyRange {
  // An array sorts behind every string.
  return IDBKeyRange.bound([me], [me, []]);
}
