import type { Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { createRoom, roomOf } from '../../domain/rooms/create-room.ts';
import { joinRoom } from '../../domain/rooms/join-room.ts';
import type { Call, Handlers } from './call.ts';
import { type CommandLimits, takeCommand, type Taken } from './command-limits.ts';

type Names = 'createRoom' | 'joinRoom';

/** Rooms: each route appends one entry and answers with it. */
export function roomRoutes(context: Context, { groups, changes }: CommandLimits): Handlers<Names> {
  const within = async (call: Call<Names>, conversation: Uuid, taken: Taken) => {
    const { uid, address, request } = call;
    await takeCommand(context, { uid, address, conversation, id: request.id }, [taken]);
    return { conversation, id: request.id, sender: uid };
  };
  return {
    createRoom: async (call) => {
      const { conversation, name } = call.request;
      const command = await within(call, conversation, [groups, 1]);
      return createRoom(context, { ...command, body: roomOf(call.uid, name) });
    },
    joinRoom: async (call) => {
      const command = await within(call, call.param('conversation'), [changes, 1]);
      return joinRoom(context, { ...command, body: { kind: 'joined' } });
    },
  };
}
