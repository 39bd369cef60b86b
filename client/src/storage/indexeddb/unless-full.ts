import type { IDBPObjectStore } from 'idb';
import { isForWantOfRoom, write, type ChatDatabase, type ChatSchema, type Table } from './schema.ts';

/**
 * Changes a table in one transaction, unless there is no room.
 * @returns whether it was changed
 */
export async function unlessFull<Name extends Table>(
  db: ChatDatabase,
  name: Name,
  change: (table: IDBPObjectStore<ChatSchema, Name[], Name, 'readwrite'>) => Promise<unknown>,
): Promise<boolean> {
  const tx = write(db, [name]);
  try {
    await change(tx.objectStore(name));
    await tx.done;
    return true;
  } catch (error) {
    // Who awaits the change does not await the transaction as well.
    await tx.done.catch(() => undefined);
    if (!isForWantOfRoom(error)) throw error;
    return false;
  }
}
