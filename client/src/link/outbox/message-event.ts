import type { Entry, MessageBody, Payload, Uuid } from '@parley/protocol';
import { ANNOUNCEMENTS } from '@parley/protocol/core';
import type { Sealed, Sealer } from '../../ports/sealer.ts';
import type { Addressee } from '../../ports/sealing/entry-sender.ts';
import type { ChatConnection } from '../connection/chat-connection.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';

/** What an item is going to send, where it is not made yet. */
export async function sealedOf(item: OutboxItem, sealer: Sealer): Promise<Sealed | undefined> {
  const { task, payload } = item;
  return task.kind === 'append' && payload === undefined ? sealer.seal({ ...item, ...task }) : undefined;
}

/** Sends a message or change to its conversation. @returns the entry that it became */
export function sendItem(
  connection: Pick<ChatConnection, 'request'>,
  { conversation, peer, id, task, payload }: OutboxItem,
): Promise<Entry> {
  if (task.kind !== 'append') throw new Error('only messages and changes travel as events');
  const command = { id, body: task.body, ...(payload !== undefined && { payload }) };
  return sendCommand(connection, { conversation, peer }, command);
}

interface Command {
  readonly id: Uuid;
  readonly body: MessageBody;
  readonly payload?: Payload;
}

/** Sends an entry to its conversation, as it is. @returns it as it is stored */
export function sendCommand(
  connection: Pick<ChatConnection, 'request'>,
  { conversation, peer }: Addressee,
  command: Command,
): Promise<Entry> {
  if (conversation === ANNOUNCEMENTS) return connection.request('broadcastMessage', command);
  if (peer === undefined) return connection.request('groupMessage', { conversation, ...command });
  return connection.request('privateMessage', { conversation, peer, ...command });
}
