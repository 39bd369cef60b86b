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
  now: number,
): 'newer' | 'ended' | 'left' | 'muted' | 'admins' | undefined {
  if (row?.needsNewerVersion) return 'newer';
  if (row?.ended) return 'ended';
  if (row?.type === 'group' && row.role === null) return 'left';
  if ((row?.mutedUntil ?? 0) > now) return 'muted';
  if (row?.rules?.onlyAdmins && row.role === 'member') return 'admins';
  return row?.id === ANNOUNCEMENTS && !me.admin ? 'admins' : undefined;
}

/** What the user may do in a conversation: everything, only react to others' messages, or only read. */
export function rightsIn(
  row: ConversationRow | undefined,
  me: User,
  now: number,
): 'write' | 'react' | 'read' {
  const closed = closedTo(row, me, now);
  if (closed === undefined) return 'write';
  return closed === 'admins' ? 'react' : 'read';
}
