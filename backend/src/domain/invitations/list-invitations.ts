import type { Invitation, User, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

interface InvitationList {
  readonly invitations: Invitation[];
  /** The users who used them. */
  readonly users: User[];
}

/** A user's own invitations, newest first, without their secrets. */
export async function listInvitations(
  { invitations, users }: Pick<Context, 'invitations' | 'users'>,
  uid: Uuid,
): Promise<InvitationList> {
  const own = await invitations.createdBy(uid);
  const usedBy = own.flatMap((invitation) => invitation.usedBy ?? []);
  return { invitations: own.map(shownInvitation), users: [...(await users.byUid(usedBy))] };
}

/** An invitation as its maker sees it. */
export function shownInvitation(invitation: Invitation): Invitation {
  const { id, createdAt, expiresAt, usedBy, usedAt, label, admin } = invitation;
  return {
    id,
    createdAt,
    expiresAt,
    ...(usedBy !== undefined && { usedBy }),
    ...(usedAt !== undefined && { usedAt }),
    ...(label !== undefined && { label }),
    admin,
  };
}
