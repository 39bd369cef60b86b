import * as z from 'zod/mini';
import { Presence, User } from '../accounts/user.ts';
import { Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { None, route } from './route.ts';

/** A user as another user may see them. */
export const Person = z.object({ user: User, presence: z.optional(Presence) });
export type Person = z.infer<typeof Person>;
export const People = z.object({ people: z.array(Person) });

/** Users, and whom one has blocked. */
export const USER_ROUTES = {
  people: route({
    method: 'GET',
    path: '/users',
    who: 'user',
    request: z.object({ q: z.optional(z.string().check(z.maxLength(LIMITS.searchMax))) }),
    response: People,
  }),
  /** Up to 200 users by uid, comma-separated. */
  peopleByUid: route({
    method: 'GET',
    path: '/users/by-uid',
    who: 'user',
    request: z.object({ uids: z.string().check(z.maxLength(37 * 200)) }),
    response: People,
  }),
  blocks: route({
    method: 'GET',
    path: '/blocks',
    who: 'user',
    request: None,
    response: z.object({ uids: z.array(Uuid) }),
  }),
} as const;
