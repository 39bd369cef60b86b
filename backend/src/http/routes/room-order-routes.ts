import type { Body } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import type { GroupChange } from '../../domain/groups/group-change.ts';
import { appointOwner } from '../../domain/rooms/appoint-owner.ts';
import { banMember, unbanMember } from '../../domain/rooms/ban-member.ts';
import { bannedPeople } from '../../domain/rooms/banned-people.ts';
import { changeRules } from '../../domain/rooms/change-rules.ts';
import { describedAs, describeRoom } from '../../domain/rooms/describe-room.ts';
import { lockRoom, unlockRoom } from '../../domain/rooms/lock-room.ts';
import { muteMember } from '../../domain/rooms/mute-member.ts';
import type { Call, Handlers } from './call.ts';
import { type CommandLimits, takeCommand } from './command-limits.ts';

type Changes =
  | 'describeRoom'
  | 'changeRules'
  | 'banMember'
  | 'unbanMember'
  | 'muteMember'
  | 'changeRoomPassword'
  | 'appointOwner';
type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>;

/** The order of rooms: each change appends one entry and answers with it. */
export function roomOrderRoutes(context: Context, { changes }: CommandLimits): Handlers<Changes | 'bans'> {
  const within = async <Kind extends Body['kind']>(
    call: Call<Changes>,
    body: BodyOf<Kind>,
  ): Promise<GroupChange<Kind>> => {
    const { uid, address, request } = call;
    const command = { conversation: call.param('conversation'), id: request.id };
    await takeCommand(context, { uid, address, ...command }, [[changes, 1]]);
    return { ...command, sender: uid, body };
  };
  return {
    describeRoom: async (call) => describeRoom(context, await within(call, describedAs(call.request))),
    changeRules: async (call) => {
      const { slowMode, onlyAdmins } = call.request;
      return changeRules(
        context,
        await within(call, { kind: 'rulesChanged', rules: { slowMode, onlyAdmins } }),
      );
    },
    banMember: async (call) =>
      banMember(context, await within(call, { kind: 'banned', member: call.request.member })),
    unbanMember: async (call) =>
      unbanMember(context, await within(call, { kind: 'unbanned', member: call.request.member })),
    bans: (call) => bannedPeople(context, call.uid, call.param('conversation'), call.request.after),
    muteMember: async (call) => {
      const { member, seconds } = call.request;
      return muteMember(context, await within(call, { kind: 'muted', member, seconds }));
    },
    changeRoomPassword: async (call) => {
      const { credential } = call.request;
      if (credential === null) return unlockRoom(context, await within(call, { kind: 'unlocked' }));
      return lockRoom(context, await within(call, { kind: 'locked' }), credential);
    },
    appointOwner: async (call) =>
      appointOwner(context, await within(call, { kind: 'appointed', member: call.request.member })),
  };
}
