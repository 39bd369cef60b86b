import type { Invitation, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/** A user's own invitations, newest first, without their secrets. */
export async function listInvitations(
  { invitations }: Pick<Context, 'invitations'>,
  uid: Uuid,
): Promise<Invitation[]> {
  return (await invitations.createdBy(uid)).map(shownInvitation);
}

/** What its maker sees of an invitation. */
export function shownInvitation({ id, createdAt, expiresAt, usedBy, admin }: Invitation): Invitation {
  return { id, createdAt, expiresAt, ...(usedBy !== undefined && { usedBy }), admin };
}
