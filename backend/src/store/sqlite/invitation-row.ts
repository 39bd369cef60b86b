import type { StoredInvitation } from '../../domain/invitations/invitation-store.ts';

export interface InvitationRow {
  readonly id: string;
  readonly secretHash: string;
  readonly admin: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly createdBy: string | null;
  readonly usedBy: string | null;
}

export const INVITATION_COLUMNS = `id, secret_hash AS secretHash, admin, created_at AS createdAt,
  expires_at AS expiresAt, created_by AS createdBy, used_by AS usedBy`;

export function invitationOf({ admin, createdBy, usedBy, ...row }: InvitationRow): StoredInvitation {
  return {
    ...row,
    admin: admin === 1,
    ...(createdBy !== null && { createdBy }),
    ...(usedBy !== null && { usedBy }),
  };
}

export function invitationRow(invitation: StoredInvitation): InvitationRow {
  const { admin, createdBy = null, usedBy = null } = invitation;
  return { ...invitation, admin: Number(admin), createdBy, usedBy };
}
