import type { Preferences, Uuid } from '@parley/protocol';
import type { KnownConversations } from '../../model/known-conversations.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { ConversationLookup } from '../conversations/conversation-lookup.ts';
import { isWithBlocked } from '../conversations/is-hidden.ts';
import { preferencesOf } from '../conversations/row.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PeopleDirectory } from '../people/people-directory.ts';

interface ReadDeps {
  readonly storage: Pick<ChatStorage, 'mark'>;
  readonly known: KnownConversations;
  readonly people: PeopleDirectory;
  readonly outbox: Outbox;
  readonly lookup: ConversationLookup;
  setPreferences(conversation: Uuid, change: Partial<Preferences>): Promise<void>;
}

/** The user has read up to `seq`. It also ends "marked as unread". */
export async function markRead(deps: ReadDeps, conversation: Uuid, seq: number): Promise<void> {
  const { storage, known, people, outbox, lookup } = deps;
  const stored = await lookup.find(conversation);
  // While the peer is blocked, the read mark stays: their messages after it are hidden, on every device.
  const stays = isWithBlocked(stored, people.blocked.get());
  if (seq > stored.mark.read && !stays)
    known.put(await storage.mark(conversation, { read: Math.min(seq, stored.head.head) }));
  if (preferencesOf(stored, outbox.itemsIn(conversation)).unread)
    await deps.setPreferences(conversation, { unread: false });
}
