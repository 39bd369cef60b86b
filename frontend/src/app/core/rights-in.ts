import type { ConversationRow } from '@parley/client';
import type { User } from '@parley/protocol';
import { ANNOUNCEMENTS } from '@parley/protocol/core';

/**
 * Why one cannot write in a conversation; undefined where one can. The server decides; this only does not offer the rest.
 * @param row undefined where nobody has written yet
 */
export function closedTo(
  row: ConversationRow | undefined,
  me: User,
): 'ended' | 'left' | 'announcements' | undefined {
  if (row?.ended) return 'ended';
  if (row?.type === 'group' && row.role === null) return 'left';
  return row?.id === ANNOUNCEMENTS && !me.admin ? 'announcements' : undefined;
}

/** What one can do in a conversation: all, only react to what others wrote, or only read. */
export function rightsIn(row: ConversationRow | undefined, me: User): 'write' | 'react' | 'read' {
  const closed = closedTo(row, me);
  if (closed === undefined) return 'write';
  return closed === 'announcements' ? 'react' : 'read';
}
