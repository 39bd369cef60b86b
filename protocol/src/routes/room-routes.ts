import * as z from 'zod/mini';
import { Credential } from '../accounts/credential.ts';
import { RoomName } from '../accounts/names.ts';
import { Challenge, Proof } from '../accounts/session.ts';
import { User } from '../accounts/user.ts';
import { SeqOrZero, Time, Uuid } from '../ids.ts';
import { orLater } from '../later-word.ts';
import { LIMITS } from '../limits.ts';
import { Role } from '../log/body.ts';
import { Entry } from '../log/entry.ts';
import { ShortLook } from '../log/room-bodies.ts';
import { None, route } from './route.ts';

/** A part of a list: `search` is folded as for people, and `after` is the `next` of the page before. */
const ListRequest = z.object({
  search: z.optional(z.string().check(z.maxLength(LIMITS.searchMax))),
  after: z.optional(z.string().check(z.maxLength(100))),
});
export type ListRequest = z.infer<typeof ListRequest>;

/** Where the next page begins. Without it there is none; with it there may be more, also behind a page that is short or empty. */
const Next = z.optional(z.string());

/** A room as the directory shows it to a user. */
export const ListedRoom = z.object({
  conversation: Uuid,
  name: z.string(),
  topic: z.optional(z.string()),
  /** Not told of a locked room, except to its members. */
  icon: ShortLook.shape.icon,
  colour: ShortLook.shape.colour,
  memberCount: SeqOrZero,
  /** When somebody last wrote there, or else when it was created; not told of a locked room, nor of a single one. */
  active: z.optional(Time),
  /** Whether joining takes a password. */
  locked: z.boolean(),
  /** Whether the user is in it now. */
  joined: z.boolean(),
});
export type ListedRoom = z.infer<typeof ListedRoom>;

/** The rooms where somebody wrote most recently come first. */
export const RoomsPage = z.object({ rooms: z.array(ListedRoom), next: Next });
export type RoomsPage = z.infer<typeof RoomsPage>;

/**
 * A member of a room. `online` is false, too, for whoever hides from the one who asks. `mutedUntil` is told to owners and admins, and
 * may lie in the past.
 */
export const RoomMember = z.object({
  user: User,
  role: orLater(Role),
  online: z.boolean(),
  mutedUntil: z.optional(Time),
});
export type RoomMember = z.infer<typeof RoomMember>;

/** Who is online comes first, then by name; those whose accounts are deactivated come last. */
export const RoomMembersPage = z.object({ members: z.array(RoomMember), next: Next });
export type RoomMembersPage = z.infer<typeof RoomMembersPage>;

/**
 * Rooms. Creating one and joining append an entry each and answer with it. Leaving, renaming, roles and the end are those of
 * groups.
 */
export const ROOM_ROUTES = {
  /** The directory: all rooms that are not deleted. */
  rooms: route({
    method: 'GET',
    path: '/rooms',
    who: 'user',
    request: ListRequest,
    response: RoomsPage,
  }),
  createRoom: route({
    method: 'POST',
    path: '/rooms',
    who: 'user',
    /** With a credential, whoever joins has to prove the password that it is of. */
    request: z.object({ conversation: Uuid, id: Uuid, name: RoomName, credential: z.optional(Credential) }),
    response: Entry,
  }),
  joinRoom: route({
    method: 'POST',
    path: '/rooms/:conversation/joins',
    who: 'user',
    request: z.object({ id: Uuid, proof: z.optional(Proof) }),
    response: Entry,
  }),
  /** What a proof of the room's password signs; nothing where the room takes none. */
  roomChallenge: route({
    method: 'POST',
    path: '/rooms/:conversation/challenge',
    who: 'user',
    request: None,
    response: z.object({ challenge: z.optional(Challenge) }),
  }),
  /** Whether there could be the room that everyone joins who registers, and never was one. */
  general: route({
    method: 'GET',
    path: '/rooms/general',
    who: 'admin',
    request: None,
    response: z.object({ offered: z.boolean() }),
  }),
  /** Creates it. Those who have accounts already may join it themselves. */
  createGeneral: route({
    method: 'POST',
    path: '/rooms/general',
    who: 'admin',
    request: z.object({ id: Uuid }),
    response: Entry,
  }),
  /** A room as the directory shows it. Behind `general`, which has the same form. */
  room: route({
    method: 'GET',
    path: '/rooms/:conversation',
    who: 'user',
    request: None,
    response: ListedRoom,
  }),
  /** Who is in a room; for its members. */
  roomMembers: route({
    method: 'GET',
    path: '/rooms/:conversation/members',
    who: 'user',
    request: ListRequest,
    response: RoomMembersPage,
  }),
} as const;
