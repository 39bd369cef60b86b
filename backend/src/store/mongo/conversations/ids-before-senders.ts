import type { Models } from '../models.ts';

/** Fields of the index that used to find retries. It cannot find an id of which only the conversation is known. */
const REPLACED = JSON.stringify({ conversation: 1, sender: 1, id: 1 });

/** Drops the index that `(conversation, id, sender)` replaces: each entry would be written into both. */
export async function idsBeforeSenders({ entries }: Models): Promise<void> {
  for (const { key, name } of await entries.collection.indexes())
    if (name !== undefined && JSON.stringify(key) === REPLACED) await entries.collection.dropIndex(name);
}
