import * as z from 'zod/mini';
import {
  Challenge,
  ChallengeRequest,
  LoginRequest,
  NoSession,
  RegistrationMode,
  Session,
} from '../accounts/session.ts';
import { orLater } from '../later-word.ts';
import { None, route } from './route.ts';

/** Login, renewal and logout. */
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
  session: route({
    method: 'GET',
    path: '/session',
    who: 'user',
    request: None,
    response: z.union([Session, NoSession]),
  }),
  renew: route({ method: 'POST', path: '/session/renew', who: 'user', request: None, response: Session }),
  logout: route({ method: 'POST', path: '/session/logout', who: 'user', request: None, response: None }),
} as const;
