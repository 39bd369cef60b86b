import type { RouteName } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { addMembers } from '../../domain/conversations/add-members.ts';
import { changeRole } from '../../domain/conversations/change-role.ts';
import { createGroup } from '../../domain/conversations/create-group.ts';
import { endGroup } from '../../domain/conversations/end-group.ts';
import type { GroupCommand } from '../../domain/conversations/group-command.ts';
import { leaveGroup } from '../../domain/conversations/leave-group.ts';
import { removeMember } from '../../domain/conversations/remove-member.ts';
import { renameGroup } from '../../domain/conversations/rename-group.ts';
import type { Call, Handlers } from '../call.ts';

type Changes = 'addMembers' | 'removeMember' | 'leaveGroup' | 'changeRole' | 'renameGroup' | 'endGroup';

/** Groups: each route appends one entry and answers with it. */
export function groupRoutes(context: Context): Handlers<'createGroup' | Changes> {
  return {
    createGroup: ({ uid, request }) => createGroup(context, uid, request),
    addMembers: (call) => addMembers(context, commandOf(call), call.request.members),
    removeMember: (call) => removeMember(context, commandOf(call), call.request.member),
    leaveGroup: (call) => leaveGroup(context, commandOf(call)),
    changeRole: (call) => changeRole(context, commandOf(call), call.request),
    renameGroup: (call) => renameGroup(context, commandOf(call), call.request.name),
    endGroup: (call) => endGroup(context, commandOf(call)),
  };
}

function commandOf<Name extends Changes & RouteName>(call: Call<Name>): GroupCommand {
  return { uid: call.uid, conversation: call.param('conversation'), id: call.request.id };
}
