import type { ConversationRow, MessageItem } from '@parley/client';
import { MESSAGES } from '../messages.ts';
import { isVisible } from './parse/characters.ts';
import { plainText } from './plain-text.ts';

/** One line about a conversation: its draft, otherwise its last message, in groups with the sender. */
export function rowPreview(row: ConversationRow, nameOf: (uid: string) => string): string {
  if (row.draft !== undefined && row.draft.trim() !== '') return MESSAGES.draft(plainText(row.draft, 80));
  if (row.last === undefined) return withoutMessage(row);
  const text = messagePreview(row.last);
  return row.type === 'direct' ? text : `${nameOf(row.last.sender)}: ${text}`;
}

/** The kind of conversation, before the first message. */
function withoutMessage({ type, memberCount }: ConversationRow): string {
  if (type === 'announcement') return MESSAGES.newsForEveryone;
  return type === 'group' ? MESSAGES.members(memberCount) : '';
}

/** A message in one line. */
export function messagePreview({ deleted, content }: MessageItem): string {
  if (deleted) return MESSAGES.deleted;
  if (content === undefined) return MESSAGES.unreadable;
  return isVisible(content.text) ? plainText(content.text, 80) : MESSAGES.invisible;
}
