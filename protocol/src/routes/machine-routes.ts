import * as z from 'zod/mini';
import { Machine, MachineToken, Scopes } from '../accounts/machine.ts';
import { DisplayName, Topic, DeviceName, Username } from '../accounts/names.ts';
import { User } from '../accounts/user.ts';
import { base64Of } from '../base64-of.ts';
import { Time, Uuid } from '../ids.ts';
import { None, route } from './route.ts';

/** What administrators set of a machine. */
const Settings = { owner: z.optional(Uuid), purpose: Topic, scopes: Scopes };

/** Accounts of machines and their tokens, for administrators. */
export const MACHINE_ROUTES = {
  machines: route({
    method: 'GET',
    path: '/machines',
    who: 'admin',
    request: z.object({ after: z.optional(Uuid) }),
    /** `users` are the owners. Ask again with `next` as `after`. */
    response: z.object({ machines: z.array(Machine), users: z.array(User), next: z.optional(Uuid) }),
  }),
  createMachine: route({
    method: 'POST',
    path: '/machines',
    who: 'admin',
    request: z.object({
      username: Username,
      displayName: DisplayName,
      ...Settings,
      accountKey: z.optional(base64Of(32)),
      simpleKey: z.optional(base64Of(32)),
      simpleKeySignature: z.optional(base64Of(64)),
    }),
    response: Machine,
  }),
  /** What allowed more than the new scopes ends. */
  changeMachine: route({
    method: 'PUT',
    path: '/machines/:uid',
    who: 'admin',
    request: z.object(Settings),
    response: Machine,
  }),
  suspendMachine: route({
    method: 'PUT',
    path: '/machines/:uid/suspension',
    who: 'admin',
    request: None,
    response: None,
  }),
  resumeMachine: route({
    method: 'DELETE',
    path: '/machines/:uid/suspension',
    who: 'admin',
    request: None,
    response: None,
  }),
  machineTokens: route({
    method: 'GET',
    path: '/machines/:uid/tokens',
    who: 'admin',
    request: None,
    response: z.object({ tokens: z.array(MachineToken) }),
  }),
  /** `secret` is what the machine presents. It is never shown again. */
  createMachineToken: route({
    method: 'POST',
    path: '/machines/:uid/tokens',
    who: 'admin',
    request: z.object({ name: DeviceName, scopes: Scopes, expiresAt: Time }),
    response: z.object({ token: MachineToken, secret: z.string() }),
  }),
  revokeMachineToken: route({
    method: 'DELETE',
    path: '/machines/:uid/tokens/:token',
    who: 'admin',
    request: None,
    response: None,
  }),
} as const;
