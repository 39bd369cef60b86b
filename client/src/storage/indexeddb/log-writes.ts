import type { Uuid } from '@parley/protocol';
import { deletedBy, type HeldEntry } from '../../model/held-entry.ts';
import { erasedBy } from '../erased-entry.ts';
import type { LogChange } from '../log-change.ts';
import type { RunResult } from '../../ports/storage/log-storage.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import { deletionsFirst, withOpened } from '../opened-change.ts';
import { openedNow } from '../opened-now.ts';
import { entryKeys, type Writing } from './schema.ts';

export type LogTable = 'conversations' | 'entries' | 'outbox';
type LogWriting = Writing<LogTable>;

/** Writes a change of a log. */
export async function writeLogChange(tx: LogWriting, change: LogChange): Promise<RunResult> {
  const { outcome, conversation, put, erase, settle } = change;
  for (const entry of put) await tx.objectStore('entries').put(entry);
  for (const seq of erase) await erasePayloads(tx, conversation.id, seq);
  for (const id of settle) await removeItems(tx, conversation.id, id);
  await tx.objectStore('conversations').put(conversation);
  return { outcome, conversation };
}

/** Deletes all entries of a conversation. */
export async function deleteEntries(tx: LogWriting, conversation: Uuid): Promise<void> {
  await tx.objectStore('entries').delete(entryKeys(conversation, 0, Number.MAX_SAFE_INTEGER));
}

/** Writes what entries say. */
export async function writeOpened(
  tx: LogWriting,
  stored: StoredConversation,
  opened: readonly HeldEntry[],
  me: Uuid,
): Promise<StoredConversation> {
  const entries = tx.objectStore('entries');
  const changed: HeldEntry[] = [];
  for (const some of deletionsFirst(opened)) {
    const held = await Promise.all(
      some.map(async (entry) => openedNow(await entries.get([stored.id, entry.seq]), entry)),
    );
    const open = held.flatMap((entry) => entry ?? []);
    await Promise.all(open.map((entry) => entries.put(entry)));
    for (const seq of open.flatMap((entry) => deletedBy(entry) ?? []))
      await erasePayloads(tx, stored.id, seq);
    changed.push(...open);
  }
  const conversation = withOpened(stored, opened, changed, me);
  await tx.objectStore('conversations').put(conversation);
  return conversation;
}

async function erasePayloads(tx: LogWriting, conversation: Uuid, seq: number): Promise<void> {
  const entries = tx.objectStore('entries');
  const target = await entries.get([conversation, seq]);
  const changes = await entries.index('target').getAll([conversation, seq]);
  for (const entry of erasedBy(target, changes)) await entries.put(entry);
}

async function removeItems(tx: LogWriting, conversation: Uuid, id: Uuid): Promise<void> {
  const outbox = tx.objectStore('outbox');
  const items = await outbox.index('id').getAll(id);
  for (const item of items) if (item.conversation === conversation) await outbox.delete(item.key);
}
