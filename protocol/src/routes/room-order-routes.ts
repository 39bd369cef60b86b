import * as z from 'zod/mini';
import { Credential } from '../accounts/credential.ts';
import { Colour } from '../accounts/user.ts';
import { Uuid } from '../ids.ts';
import { Entry } from '../log/entry.ts';
import { LIMITS } from '../limits.ts';
import { RoomLook, RoomRules } from '../log/room-bodies.ts';
import { route } from './route.ts';

const Concerning = z.object({ id: Uuid, member: Uuid });

/** How owners and admins keep a room in order: each `POST` appends one entry and answers with it. */
export const ROOM_ORDER_ROUTES = {
  describeRoom: route({
    method: 'POST',
    path: '/rooms/:conversation/look',
    who: 'user',
    request: z.extend(RoomLook, { id: Uuid, colour: z.optional(Colour) }),
    response: Entry,
  }),
  changeRules: route({
    method: 'POST',
    path: '/rooms/:conversation/rules',
    who: 'user',
    request: z.extend(RoomRules, { id: Uuid }),
    response: Entry,
  }),
  banMember: route({
    method: 'POST',
    path: '/rooms/:conversation/bans',
    who: 'user',
    request: Concerning,
    response: Entry,
  }),
  unbanMember: route({
    method: 'POST',
    path: '/rooms/:conversation/unbans',
    who: 'user',
    request: Concerning,
    response: Entry,
  }),
  /** Who is banned, for owners and admins. */
  bans: route({
    method: 'GET',
    path: '/rooms/:conversation/bans',
    who: 'user',
    request: z.object({ after: z.optional(Uuid) }),
    response: z.object({ uids: z.array(Uuid).check(z.maxLength(LIMITS.pageBans)), more: z.boolean() }),
  }),
  muteMember: route({
    method: 'POST',
    path: '/rooms/:conversation/mutes',
    who: 'user',
    request: z.extend(Concerning, { seconds: z.int().check(z.gte(0), z.lte(LIMITS.muteMax)) }),
    response: Entry,
  }),
  /** Sets the password, in place of the one before, or takes it away. It ends nobody's membership. */
  changeRoomPassword: route({
    method: 'POST',
    path: '/rooms/:conversation/password',
    who: 'user',
    request: z.object({ id: Uuid, credential: z.nullable(Credential) }),
    response: Entry,
  }),
  appointOwner: route({
    method: 'POST',
    path: '/rooms/:conversation/owners',
    who: 'admin',
    request: Concerning,
    response: Entry,
  }),
} as const;
