import type { Context } from '../../domain/context.ts';
import { createInvitation } from '../../domain/invitations/create-invitation.ts';
import { listInvitations } from '../../domain/invitations/list-invitations.ts';
import { revokeInvitation } from '../../domain/invitations/revoke-invitation.ts';
import type { Handlers } from '../call.ts';

/** Links by which new people come in. */
export function invitationRoutes(context: Context): Handlers<'invitations' | 'invite' | 'revokeInvitation'> {
  return {
    invitations: async ({ uid }) => ({ invitations: await listInvitations(context, uid) }),
    invite: async ({ uid }) => {
      const { invitation, secret } = await createInvitation(context, uid);
      return { invitation, secret, expiresAt: invitation.expiresAt };
    },
    revokeInvitation: async (call) => {
      await revokeInvitation(context, call.uid, call.param('id'));
      return {};
    },
  };
}
