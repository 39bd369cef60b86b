import { GENERAL, type Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { createRoom, roomOf } from '../../domain/rooms/create-room.ts';
import { createGeneral, isGeneralOffered } from '../../domain/rooms/general.ts';
import { joinRoom } from '../../domain/rooms/join-room.ts';
import { listedRoom, listRooms } from '../../domain/rooms/list-rooms.ts';
import { roomChallenge } from '../../domain/rooms/room-challenge.ts';
import { roomMembersPage } from '../../domain/rooms/room-members-page.ts';
import type { Call, Handlers } from './call.ts';
import { type CommandLimits, takeCommand, type Taken } from './command-limits.ts';

type Commands = 'createRoom' | 'joinRoom' | 'createGeneral';
type Names = Commands | 'rooms' | 'room' | 'roomChallenge' | 'roomMembers' | 'general';

/** Rooms: who is where, and commands, each of which appends one entry and answers with it. */
export function roomRoutes(context: Context, { groups, changes }: CommandLimits): Handlers<Names> {
  const within = async (call: Call<Commands>, conversation: Uuid, taken: Taken) => {
    const { uid, address, request } = call;
    await takeCommand(context, { uid, address, conversation, id: request.id }, [taken]);
    return { conversation, id: request.id, sender: uid };
  };
  return {
    rooms: ({ uid, request }) => listRooms(context, uid, request),
    room: (call) => listedRoom(context, call.uid, call.param('conversation')),
    createRoom: async (call) => {
      const { conversation, name, credential } = call.request;
      const command = await within(call, conversation, [groups, 1]);
      const body = roomOf(call.uid, name, credential === undefined ? 'public' : 'locked');
      return createRoom(context, { ...command, body }, credential);
    },
    joinRoom: async (call) => {
      const command = await within(call, call.param('conversation'), [changes, 1]);
      const { address, request } = call;
      return joinRoom(context, { ...command, body: { kind: 'joined' } }, { proof: request.proof, address });
    },
    roomChallenge: async (call) => {
      const { uid, address } = call;
      const challenge = await roomChallenge(context, { uid, room: call.param('conversation'), address });
      return challenge === undefined ? {} : { challenge };
    },
    general: async () => ({ offered: await isGeneralOffered(context) }),
    createGeneral: async (call) => createGeneral(context, await within(call, GENERAL, [groups, 1])),
    roomMembers: (call) => roomMembersPage(context, call.uid, call.param('conversation'), call.request),
  };
}
