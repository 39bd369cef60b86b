import type { ConversationRow, MessageItem } from '@parley/client';
import { MESSAGES } from '../messages.ts';
import { isVisible } from './parse/characters.ts';
import { plainText } from './plain-text.ts';

/** Two parts, because each may be written in a direction of its own. */
interface RowPreview {
  readonly lead?: string;
  readonly text: string;
}

/** One line about a conversation: its draft, otherwise its last message, in groups led by the sender. */
export function rowPreview(row: ConversationRow, nameOf: (uid: string) => string): RowPreview {
  if (row.draft?.trim()) return { lead: MESSAGES.draft, text: plainText(row.draft, 80) };
  if (row.last === undefined) return { text: withoutMessage(row) };
  const text = messagePreview(row.last);
  return row.type === 'direct' ? { text } : { lead: nameOf(row.last.sender), text };
}

/** The kind of conversation, before the first message. */
function withoutMessage({ type, memberCount }: ConversationRow): string {
  if (type === 'announcement') return MESSAGES.newsForEveryone;
  return type === 'group' ? MESSAGES.members(memberCount) : '';
}

/** A message in one line. */
export function messagePreview({ deleted, unopened, content }: MessageItem): string {
  if (deleted) return MESSAGES.deleted;
  if (content === undefined) return unopened ? MESSAGES.message : MESSAGES.unreadable;
  return isVisible(content.text) ? plainText(content.text, 80) : MESSAGES.invisible;
}
