import type { Uuid } from '@parley/protocol';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import { messageItem, targetOf } from './message-item.ts';
import type { MessageItem } from '../../model/timeline.ts';

interface Held {
  readonly storage: Pick<ChatStorage, 'readEntries' | 'readChanges'>;
  /** The items of the conversation. */
  readonly outbox: readonly OutboxItem[];
  readonly me: Uuid;
}

/** A message in the local copy, with the changes to it that wait in the outbox. */
export async function heldMessage(
  conversation: Uuid,
  seq: number,
  { storage, outbox, me }: Held,
): Promise<MessageItem | undefined> {
  const [[entry], changes] = await Promise.all([
    storage.readEntries(conversation, seq, seq),
    storage.readChanges(conversation, seq, seq),
  ]);
  if (entry?.body.kind !== 'message') return undefined;
  const pending = outbox.filter((item) => targetOf(item) === seq);
  return messageItem({ entry, changes, pending, floor: { delivered: 0, read: 0 } }, me);
}
