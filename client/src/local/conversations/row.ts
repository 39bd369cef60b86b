import type { Preferences, Uuid } from '@parley/protocol';
import { hasUnknown, isRoom, knownRole, knownType, needsNewerVersion } from '@parley/protocol/core';
import type { ConversationRow } from '../../ports/chat-client.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import { isHidden } from './is-hidden.ts';
import { kindOf, messageItem, unsentItem } from '../timeline/message-item.ts';
import type { MessageItem } from '../../model/timeline.ts';

/** The part of a conversation that only this device knows. */
export interface Unsent {
  readonly outbox: readonly OutboxItem[];
  readonly draft: string | undefined;
}

/** The line of a conversation in the list. */
export function rowOf(
  stored: StoredConversation,
  { outbox, draft }: Unsent,
  blocked: ReadonlySet<Uuid>,
  me: Uuid,
): ConversationRow {
  const { id, head } = stored;
  const isBlocked = isHidden(stored, blocked);
  const last = unsentLast(outbox, me) ?? storedLast(stored, me);
  return {
    id,
    type: knownType(head.type),
    ...(head.name !== undefined && { name: head.name }),
    ...(head.peer !== undefined && { peer: head.peer }),
    role: knownRole(head.role),
    isRoom: isRoom(head),
    look: head.look,
    rules: head.rules,
    mutedUntil: head.mutedUntil,
    memberCount: head.memberCount,
    ended: head.ended,
    hasUnknown: hasUnknown(head),
    needsNewerVersion: needsNewerVersion(head),
    ...(last !== undefined && { last }),
    time: Math.max(stored.time, last?.time ?? 0),
    unread: isBlocked ? 0 : stored.unread.count,
    mentions: isBlocked ? 0 : stored.unread.mentions.length,
    ...(draft !== undefined && { draft }),
    preferences: preferencesOf(stored, outbox),
    blocked: isBlocked,
  };
}

/** Preferences as the user last set them, whether or not the server has them yet. */
export function preferencesOf({ head }: StoredConversation, outbox: readonly OutboxItem[]): Preferences {
  const task = outbox.map((item) => item.task).findLast(({ kind }) => kind === 'preferences');
  return task?.kind === 'preferences' ? task.preferences : head.preferences;
}

/** Whether a conversation has anything to show; one that was only opened has nothing. */
export function isListed({ head }: StoredConversation, { outbox, draft }: Unsent): boolean {
  return head.type !== 'direct' || head.head > 0 || draft !== undefined || outbox.length > 0;
}

function unsentLast(outbox: readonly OutboxItem[], me: Uuid): MessageItem | undefined {
  const item = outbox.findLast((candidate) => kindOf(candidate) === 'message');
  return item && unsentItem(item, me);
}

function storedLast({ head, lastEdit }: StoredConversation, me: Uuid): MessageItem | undefined {
  if (head.last === undefined) return undefined;
  const changes = lastEdit === undefined ? [] : [lastEdit];
  return messageItem({ entry: head.last, changes, pending: [], floor: head.floor }, me);
}
