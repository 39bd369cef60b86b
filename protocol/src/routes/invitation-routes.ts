import * as z from 'zod/mini';
import { InvitationLabel } from '../accounts/names.ts';
import { Invitation, InvitationCheck } from '../accounts/invitation.ts';
import { User } from '../accounts/user.ts';
import { Time } from '../ids.ts';
import { None, route } from './route.ts';

/** Invitation links. */
export const INVITATION_ROUTES = {
  invitations: route({
    method: 'GET',
    path: '/invitations',
    who: 'user',
    request: None,
    response: z.object({ invitations: z.array(Invitation), users: z.array(User) }),
  }),
  /** Whether a link can still create an account. Asking does not use it up. */
  checkInvitation: route({
    method: 'POST',
    path: '/invitations/check',
    who: 'nobody',
    request: InvitationCheck,
    response: z.object({ expiresAt: Time }),
  }),
  /** `secret` goes into the link and is never shown again. */
  invite: route({
    method: 'POST',
    path: '/invitations',
    who: 'user',
    request: z.object({ label: z.optional(InvitationLabel) }),
    response: z.object({ invitation: Invitation, secret: z.string(), expiresAt: Time }),
  }),
  revokeInvitation: route({
    method: 'DELETE',
    path: '/invitations/:id',
    who: 'user',
    request: None,
    response: None,
  }),
} as const;
