import type { ConversationRow } from '@parley/client';
import type { User } from '@parley/protocol';
import { ANNOUNCEMENTS } from '@parley/protocol/core';

/**
 * What one can do in a conversation: all, only react to what others wrote, or only read. The server decides; this only does
 * not offer the rest.
 * @param row undefined where nobody has written yet
 */
export function rightsIn(row: ConversationRow | undefined, me: User): 'write' | 'react' | 'read' {
  if (row?.ended || (row?.type === 'group' && row.role === null)) return 'read';
  return row?.id === ANNOUNCEMENTS && !me.admin ? 'react' : 'write';
}
