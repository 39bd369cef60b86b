import type { ConversationRow } from '@parley/client';
import type { User } from '@parley/protocol';
import { ANNOUNCEMENTS } from '@parley/protocol/core';

/**
 * Why the user cannot write in a conversation; undefined if they can. The server decides; the page only hides the rest.
 * @param row undefined before the first message
 */
export function closedTo(
  row: ConversationRow | undefined,
  me: User,
): 'newer' | 'ended' | 'left' | 'announcements' | undefined {
  if (row?.needsNewerVersion) return 'newer';
  if (row?.ended) return 'ended';
  if (row?.type === 'group' && row.role === null) return 'left';
  return row?.id === ANNOUNCEMENTS && !me.admin ? 'announcements' : undefined;
}

/** What the user may do in a conversation: everything, only react to others' messages, or only read. */
export function rightsIn(row: ConversationRow | undefined, me: User): 'write' | 'react' | 'read' {
  const closed = closedTo(row, me);
  if (closed === undefined) return 'write';
  return closed === 'announcements' ? 'react' : 'read';
}
