import * as z from 'zod/mini';
import {
  Challenge,
  ChallengeRequest,
  LoginRequest,
  NoSession,
  PasswordChange,
  PasswordReset,
  RegisterRequest,
  RegistrationMode,
  ResetCheck,
  Session,
  SessionInfo,
} from '../accounts/session.ts';
import { orLater } from '../later-word.ts';
import { KEY_LIMITS } from '../key-limits.ts';
import { None, route } from './route.ts';

/** Login, renewal, logout and passwords. */
export const SESSION_ROUTES = {
  registration: route({
    method: 'GET',
    path: '/registration',
    who: 'nobody',
    request: None,
    response: z.object({ mode: orLater(RegistrationMode) }),
  }),
  challenge: route({
    method: 'POST',
    path: '/login/challenge',
    who: 'nobody',
    request: ChallengeRequest,
    response: Challenge,
  }),
  login: route({ method: 'POST', path: '/login', who: 'nobody', request: LoginRequest, response: Session }),
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
  session: route({
    method: 'GET',
    path: '/session',
    who: 'user',
    request: None,
    response: z.union([Session, NoSession]),
  }),
  renew: route({ method: 'POST', path: '/session/renew', who: 'user', request: None, response: Session }),
  logout: route({ method: 'POST', path: '/session/logout', who: 'user', request: None, response: None }),
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
} as const;
