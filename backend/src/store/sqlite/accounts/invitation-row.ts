import type { StoredInvitation } from '../../../domain/invitations/invitation-store.ts';

export interface InvitationRow {
  readonly id: string;
  readonly secretHash: string;
  readonly admin: number;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly createdBy: string | null;
  readonly usedBy: string | null;
  readonly label: string | null;
  readonly usedAt: number | null;
}

export const INVITATION_COLUMNS = `id, secret_hash AS secretHash, admin, created_at AS createdAt,
  expires_at AS expiresAt, created_by AS createdBy, used_by AS usedBy, label, used_at AS usedAt`;

export function invitationOf({
  admin,
  createdBy,
  usedBy,
  label,
  usedAt,
  ...row
}: InvitationRow): StoredInvitation {
  return {
    ...row,
    admin: admin === 1,
    ...(createdBy !== null && { createdBy }),
    ...(usedBy !== null && { usedBy }),
    ...(label !== null && { label }),
    ...(usedAt !== null && { usedAt }),
  };
}

export function invitationRow(invitation: StoredInvitation): InvitationRow {
  const { admin, createdBy = null, usedBy = null, label = null, usedAt = null } = invitation;
  return { ...invitation, admin: Number(admin), createdBy, usedBy, label, usedAt };
}
