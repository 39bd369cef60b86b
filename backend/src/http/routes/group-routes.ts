import type { Context } from '../../domain/context.ts';
import { addMembers } from '../../domain/groups/add-members.ts';
import { changeRole } from '../../domain/groups/change-role.ts';
import { createGroup } from '../../domain/groups/create-group.ts';
import { endGroup } from '../../domain/groups/end-group.ts';
import type { GroupCommand } from '../../domain/groups/group-command.ts';
import { leaveGroup } from '../../domain/groups/leave-group.ts';
import { removeMember } from '../../domain/groups/remove-member.ts';
import { renameGroup } from '../../domain/groups/rename-group.ts';
import type { Call, Handlers } from './call.ts';
import { type CommandLimits, takeCommand, type Taken } from './command-limits.ts';

type Changes = 'addMembers' | 'removeMember' | 'leaveGroup' | 'changeRole' | 'renameGroup' | 'endGroup';

/** Groups: each route appends one entry and answers with it. */
export function groupRoutes(context: Context, limits: CommandLimits): Handlers<'createGroup' | Changes> {
  const { groups, additions, changes } = limits;
  const within = async (call: Call<Changes>, taken: Taken): Promise<GroupCommand> => {
    const command = commandOf(call);
    await takeCommand(context, { ...command, address: call.address }, [taken]);
    return command;
  };
  const change = (call: Call<Changes>) => within(call, [changes, 1]);
  return {
    createGroup: async ({ uid, address, request }) => {
      const { conversation, id, members } = request;
      await takeCommand(context, { uid, address, conversation, id }, [
        [groups, 1],
        [additions, members.length],
      ]);
      return createGroup(context, uid, request);
    },
    addMembers: async (call) => {
      const { members } = call.request;
      return addMembers(context, await within(call, [additions, members.length]), members);
    },
    removeMember: async (call) => removeMember(context, await change(call), call.request.member),
    leaveGroup: async (call) => leaveGroup(context, await change(call)),
    changeRole: async (call) => changeRole(context, await change(call), call.request),
    renameGroup: async (call) => renameGroup(context, await change(call), call.request.name),
    endGroup: async (call) => endGroup(context, await change(call)),
  };
}

function commandOf(call: Call<Changes>): GroupCommand {
  return { uid: call.uid, conversation: call.param('conversation'), id: call.request.id };
}
