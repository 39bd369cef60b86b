import * as z from 'zod/mini';
import { Presence, Profile, User } from '../accounts/user.ts';
import { Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { None, route } from './route.ts';

/** A user as another user may see them. */
export const Person = z.object({ user: User, presence: z.optional(Presence) });
export type Person = z.infer<typeof Person>;
export const People = z.object({ people: z.array(Person) });

/** Users, one's own profile, and blocking. */
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
  profile: route({ method: 'PUT', path: '/profile', who: 'user', request: Profile, response: User }),
  blocks: route({
    method: 'GET',
    path: '/blocks',
    who: 'user',
    request: None,
    response: z.object({ uids: z.array(Uuid) }),
  }),
  block: route({ method: 'PUT', path: '/blocks/:uid', who: 'user', request: None, response: None }),
  unblock: route({ method: 'DELETE', path: '/blocks/:uid', who: 'user', request: None, response: None }),
} as const;
