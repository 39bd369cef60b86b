import type { Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import { lostItem } from '../lost-item.ts';
import { cutRoster, rosterState } from '../roster-change.ts';
import { truncated } from '../truncation.ts';
import { addItem } from './add-item.ts';
import { entryKeys, type Writing } from './schema.ts';

/** What a truncation changes. */
export const TRUNCATED = [
  'conversations',
  'entries',
  'outbox',
  'details',
  'rosters',
  'rosterStates',
] as const;
type Truncating = Writing<(typeof TRUNCATED)[number]>;

/** Deletes the entries behind `seq` and data derived from them. The user's own messages among them are kept as lost. */
export async function writeTruncation(
  tx: Truncating,
  stored: StoredConversation,
  seq: number,
  me: Uuid,
): Promise<StoredConversation> {
  const entries = tx.objectStore('entries');
  const held = await entries.getAll(entryKeys(stored.id, 0, Number.MAX_SAFE_INTEGER));
  const kept = held.filter((entry) => entry.seq <= seq);
  for (const entry of held.filter((other) => other.seq > seq)) {
    await entries.delete([entry.conversation, entry.seq]);
    if (entry.sender === me) await keepLost(tx, entry, stored.head.peer);
  }
  await tx.objectStore('details').delete(stored.id);
  await cutRosters(tx, stored.id, seq, me);
  const lastMessage = kept.findLast(({ body }) => body.kind === 'message');
  const conversation = truncated(stored, kept.at(-1), lastMessage);
  await tx.objectStore('conversations').put(conversation);
  return conversation;
}

async function cutRosters(tx: Truncating, conversation: Uuid, seq: number, me: Uuid): Promise<void> {
  const state = await tx.objectStore('rosterStates').get(conversation);
  if (state === undefined) return;
  const after = entryKeys(conversation, seq + 1, Number.MAX_SAFE_INTEGER);
  const cut = await tx.objectStore('rosters').getAll(after);
  await tx.objectStore('rosters').delete(after);
  await tx.objectStore('rosterStates').put(cutRoster(rosterState(state), seq, cut, me), conversation);
}

async function keepLost(tx: Truncating, entry: HeldEntry, peer: Uuid | undefined): Promise<void> {
  const item = lostItem(entry, 0, peer);
  if (item === undefined) return;
  const { key: _, ...fresh } = item;
  await addItem(tx.objectStore('outbox'), fresh);
}
