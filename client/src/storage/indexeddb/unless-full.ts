import { isForWantOfRoom, write, type ChatDatabase, type Table, type Writing } from './schema.ts';

/**
 * Changes tables in one transaction, unless there is no room.
 * @returns whether they were changed
 */
export async function unlessFull<Tables extends Table>(
  db: ChatDatabase,
  tables: Tables[],
  change: (tx: Writing<Tables>) => Promise<unknown>,
): Promise<boolean> {
  const tx = write(db, tables);
  try {
    await change(tx);
    await tx.done;
    return true;
  } catch (error) {
    // Who awaits the change does not await the transaction as well.
    await tx.done.catch(() => undefined);
    if (!isForWantOfRoom(error)) throw error;
    return false;
  }
}
