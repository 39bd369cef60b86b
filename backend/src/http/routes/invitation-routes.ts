import type { Context } from '../../domain/context.ts';
import { checkInvitation } from '../../domain/invitations/check-invitation.ts';
import { createInvitation } from '../../domain/invitations/create-invitation.ts';
import { listInvitations } from '../../domain/invitations/list-invitations.ts';
import { revokeInvitation } from '../../domain/invitations/revoke-invitation.ts';
import type { RateLimit } from '../../domain/limits/rate-limit.ts';
import type { Handlers } from './call.ts';

/** Invitation links. */
export function invitationRoutes(
  context: Context,
  tries: RateLimit,
): Handlers<'invitations' | 'invite' | 'checkInvitation' | 'revokeInvitation'> {
  return {
    invitations: ({ uid }) => listInvitations(context, uid),
    invite: async ({ uid, request }) => {
      const { invitation, secret } = await createInvitation(context, uid, request.label);
      return { invitation, secret, expiresAt: invitation.expiresAt };
    },
    checkInvitation: async ({ request, address }) => {
      await tries.take(address);
      return checkInvitation(context, request.invitation);
    },
    revokeInvitation: async (call) => {
      await revokeInvitation(context, call.uid, call.param('id'));
      return {};
    },
  };
}
