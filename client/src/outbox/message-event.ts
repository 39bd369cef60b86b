import type { Entry, Payload } from '@parley/protocol';
import { ANNOUNCEMENTS, encodeContent } from '@parley/protocol/core';
import type { ChatConnection } from '../connection/chat-connection.ts';
import type { OutboxItem } from './outbox-item.ts';

/** The bytes of an item, built at the head of the queue; from then on they stay the same. */
export function payloadOf({ payload, task }: OutboxItem): Payload | undefined {
  if (payload !== undefined || task.kind !== 'append' || task.content === undefined) return payload;
  return encodeContent(task.content);
}

/** Sends the item of a message or a change with the event of its conversation. @returns the entry it became */
export function sendItem(
  connection: Pick<ChatConnection, 'request'>,
  { conversation, peer, id, task, payload }: OutboxItem,
): Promise<Entry> {
  if (task.kind !== 'append') throw new Error('only messages and changes travel as events');
  const command = { id, body: task.body, ...(payload !== undefined && { payload }) };
  if (conversation === ANNOUNCEMENTS) return connection.request('broadcastMessage', command);
  if (peer === undefined) return connection.request('groupMessage', { conversation, ...command });
  return connection.request('privateMessage', { conversation, peer, ...command });
}
