import { withoutWords } from '../without-words.ts';
import type { ChatDatabase } from './schema.ts';
import { unlessFull } from './unless-full.ts';

/**
 * Drops what a copy of an earlier version holds in plain and the server has, too: it is loaded anew. This comes last, when the copy can be used
 * and what only this copy has is in its boxes: an upgrade that fails before has lost nothing. Where there is no room, all of it stays until the
 * next opening: it can be read.
 */
export async function dropWords(db: ChatDatabase): Promise<void> {
  if ((await db.get('meta', 'unboxed')) === undefined) return;
  await unlessFull(db, ['meta', 'conversations', 'entries', 'epochKeys'], async (tx) => {
    const [meta, conversations] = [tx.objectStore('meta'), tx.objectStore('conversations')];
    // Another tab may have done it, and loaded something since.
    if ((await meta.get('unboxed')) === undefined) return;
    await Promise.all([tx.objectStore('entries').clear(), tx.objectStore('epochKeys').clear()]);
    for (const conversation of await conversations.getAll())
      await conversations.put(withoutWords(conversation));
    await Promise.all([meta.delete('headsToken'), meta.delete('unboxed')]);
  });
}
