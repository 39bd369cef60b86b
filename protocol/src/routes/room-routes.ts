import * as z from 'zod/mini';
import { RoomName } from '../accounts/names.ts';
import { Uuid } from '../ids.ts';
import { Entry } from '../log/entry.ts';
import { route } from './route.ts';

/** Rooms: each route appends one entry and answers with it. Leaving, renaming, roles and the end are those of groups. */
export const ROOM_ROUTES = {
  createRoom: route({
    method: 'POST',
    path: '/rooms',
    who: 'user',
    request: z.object({ conversation: Uuid, id: Uuid, name: RoomName }),
    response: Entry,
  }),
  joinRoom: route({
    method: 'POST',
    path: '/rooms/:conversation/joins',
    who: 'user',
    request: z.object({ id: Uuid }),
    response: Entry,
  }),
} as const;
