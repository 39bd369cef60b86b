import * as z from 'zod/mini';
import { PasswordChange, PasswordReset, ResetCheck } from '../accounts/password.ts';
import { RegisterRequest } from '../accounts/registration.ts';
import { Proof, Session } from '../accounts/session.ts';
import { SessionInfo } from '../accounts/session-info.ts';
import { Profile, User } from '../accounts/user.ts';
import { KEY_LIMITS } from '../key-limits.ts';
import { None, route } from './route.ts';

/** How an account begins, and what somebody looks after now and then: their password, where they are logged in, their profile, and blocking. */
export const ACCOUNT_ROUTES = {
  register: route({
    method: 'POST',
    path: '/register',
    who: 'nobody',
    bodyBytes: KEY_LIMITS.vaultBodyBytes,
    request: RegisterRequest,
    response: Session,
  }),
  /** Whether a link can still set a new password. Asking does not use it up. */
  checkReset: route({
    method: 'POST',
    path: '/password/reset/check',
    who: 'nobody',
    request: ResetCheck,
    response: None,
  }),
  resetPassword: route({
    method: 'POST',
    path: '/password/reset',
    who: 'nobody',
    request: PasswordReset,
    response: None,
  }),
  sessions: route({
    method: 'GET',
    path: '/sessions',
    who: 'user',
    request: None,
    response: z.object({ sessions: z.array(SessionInfo) }),
  }),
  revokeSession: route({
    method: 'DELETE',
    path: '/sessions/:sid',
    who: 'user',
    request: None,
    response: None,
  }),
  changePassword: route({
    method: 'POST',
    path: '/password',
    who: 'user',
    request: PasswordChange,
    response: None,
  }),
  /** Removes one's own account for good. */
  removeOwnAccount: route({
    method: 'POST',
    path: '/account/removal',
    who: 'user',
    request: z.object({ proof: Proof }),
    response: None,
  }),
  profile: route({ method: 'PUT', path: '/profile', who: 'user', request: Profile, response: User }),
  block: route({ method: 'PUT', path: '/blocks/:uid', who: 'user', request: None, response: None }),
  unblock: route({ method: 'DELETE', path: '/blocks/:uid', who: 'user', request: None, response: None }),
} as const;
