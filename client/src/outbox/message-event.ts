import type { Content, Entry, Payload } from '@parley/protocol';
import { ANNOUNCEMENTS, encodeContent, LIMITS, ParleyError } from '@parley/protocol/core';
import { base64ToUint8Array } from 'uint8array-extras';
import type { ChatConnection } from '../connection/chat-connection.ts';
import type { OutboxItem } from './outbox-item.ts';

/** Refuses a content that no server would take, before it enters the outbox. @throws ParleyError `E_TOO_LARGE` */
export function assertFits(content: Content | undefined): void {
  if (content === undefined) return;
  if (base64ToUint8Array(encodeContent(content).bytes).length > LIMITS.payloadBytes)
    throw new ParleyError('E_TOO_LARGE');
}

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
