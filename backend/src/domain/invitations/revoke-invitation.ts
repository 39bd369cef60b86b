import { ParleyError, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/**
 * Withdraws one's own unused invitation.
 * @throws ParleyError `E_NOT_FOUND`
 */
export async function revokeInvitation(
  { invitations }: Pick<Context, 'invitations'>,
  uid: Uuid,
  id: Uuid,
): Promise<void> {
  if (!(await invitations.revoke(uid, id))) throw new ParleyError('E_NOT_FOUND');
}
