import * as z from 'zod/mini';
import { Invitation } from '../accounts/session.ts';
import { Time } from '../ids.ts';
import { None, route } from './route.ts';

/** Links by which people get in. */
export const INVITATION_ROUTES = {
  invitations: route({
    method: 'GET',
    path: '/invitations',
    who: 'user',
    request: None,
    response: z.object({ invitations: z.array(Invitation) }),
  }),
  /** `secret` goes into the link and is never shown again. */
  invite: route({
    method: 'POST',
    path: '/invitations',
    who: 'user',
    request: None,
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
