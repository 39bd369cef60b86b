import type { Entry, Payload } from '@parley/protocol';
import { ANNOUNCEMENTS } from '@parley/protocol/core';
import type { Sealer } from '../../ports/sealer.ts';
import type { ChatConnection } from '../connection/chat-connection.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';

/** The bytes of an item: those that it has, or new ones. After that they never change. */
export async function payloadOf(item: OutboxItem, sealer: Sealer): Promise<Payload | undefined> {
  const { payload, conversation, id, task } = item;
  if (payload !== undefined || task.kind !== 'append' || task.content === undefined) return payload;
  return sealer.seal({ conversation, id, body: task.body, content: task.content });
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
