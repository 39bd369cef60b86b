import * as z from 'zod/mini';
import {
  MachineLogin,
  MachineLoginAnswer,
  MachineRegistration,
  RegisteredMachine,
} from '../accounts/machine-login.ts';
import { Entry } from '../log/entry.ts';
import { GATEWAY_ENVELOPES } from '../gateway/envelope.ts';
import { None, route } from './route.ts';
import { People, Person } from './user-routes.ts';

/** What programs use that have no SDK. Pages never do, and do not load them. */
export const SCRIPT_ROUTES = {
  registerMachine: route({
    method: 'POST',
    prefix: '/auth',
    path: '/register',
    who: 'nobody',
    request: MachineRegistration,
    response: RegisteredMachine,
  }),
  /** Without a signature it gives a challenge; with one, which scripts write as `?verify=true`, it logs in. */
  logInMachine: route({
    method: 'POST',
    prefix: '/auth',
    path: '/login',
    who: 'nobody',
    request: MachineLogin,
    response: MachineLoginAnswer,
  }),
  /** By username or uid. */
  namedUser: route({
    method: 'GET',
    prefix: '/auth',
    path: '/users/:name',
    who: 'user',
    request: None,
    response: Person,
  }),
  checkUsername: route({
    method: 'GET',
    prefix: '/auth',
    path: '/check-userid/:name',
    who: 'nobody',
    request: None,
    response: z.object({ available: z.boolean() }),
  }),
  /** Those who are online, of the people that one shares a conversation with. */
  activeUsers: route({
    method: 'GET',
    prefix: '/active-users',
    path: '',
    who: 'user',
    request: None,
    response: People,
  }),
  /** The envelope of `/ws`. Its id makes it one message, however often it is sent. */
  directMessage: route({
    method: 'POST',
    prefix: '/direct-message',
    path: '',
    who: 'user',
    request: GATEWAY_ENVELOPES.direct,
    response: Entry,
  }),
} as const;
