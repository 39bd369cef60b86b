import * as z from 'zod/mini';
import { User } from '../accounts/user.ts';
import { LIMITS } from '../limits.ts';
import { Hook, HookName, HookUrl, HookWord } from '../webhooks/hook.ts';
import { None, route } from './route.ts';

/** `secret` is never shown again. */
const Created = z.object({ hook: Hook, secret: z.string() });

/** Webhooks of a conversation, for its owners and admins; those of the announcements for administrators. */
export const HOOK_ROUTES = {
  hooks: route({
    method: 'GET',
    path: '/conversations/:conversation/hooks',
    who: 'user',
    request: None,
    /** `users` made them. */
    response: z.object({ hooks: z.array(Hook), users: z.array(User) }),
  }),
  /** `secret` is the end of its address, behind `/hooks/`. */
  createIncomingHook: route({
    method: 'POST',
    path: '/conversations/:conversation/hooks/incoming',
    who: 'user',
    request: z.object({ name: HookName }),
    response: Created,
  }),
  /** `secret` is what requests are signed with. */
  createOutgoingHook: route({
    method: 'POST',
    path: '/conversations/:conversation/hooks/outgoing',
    who: 'user',
    request: z.object({
      name: HookName,
      url: HookUrl,
      words: z.array(HookWord).check(z.minLength(1), z.maxLength(LIMITS.hookWords)),
    }),
    response: Created,
  }),
  /** It works as long as who takes it over may make it, and counts as theirs. */
  takeOverHook: route({
    method: 'PUT',
    path: '/conversations/:conversation/hooks/:hook',
    who: 'user',
    request: None,
    response: Hook,
  }),
  revokeHook: route({
    method: 'DELETE',
    path: '/conversations/:conversation/hooks/:hook',
    who: 'user',
    request: None,
    response: None,
  }),
} as const;
