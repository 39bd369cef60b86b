import type { ConversationRow } from '@parley/client';
import type { User } from '@parley/protocol';
import { closedTo } from '../rights-in.ts';

/** Whether the user may delete what they wrote: who is muted may, and who only reads a room by its rules. */
export function mayDeleteIn(row: ConversationRow | undefined, me: User, now: number): boolean {
  const closed = closedTo(row, me, now);
  return closed === undefined || (row?.isRoom === true && (closed === 'muted' || closed === 'admins'));
}
