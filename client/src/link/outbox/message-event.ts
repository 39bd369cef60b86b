import type { Entry, Payload } from '@parley/protocol';
import { ANNOUNCEMENTS, encodeContent } from '@parley/protocol/core';
import type { ChatConnection } from '../connection/chat-connection.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';

/** Builds the bytes of an item once it is first in the queue; after that they never change. */
export function payloadOf({ payload, task }: OutboxItem): Payload | undefined {
  if (payload !== undefined || task.kind !== 'append' || task.content === undefined) return payload;
  return encodeContent(task.content);
}

/** Sends a message or change to its conversation. @returns the entry that it became */
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
