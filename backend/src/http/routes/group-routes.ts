import type { Body, Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { addMembers } from '../../domain/groups/add-members.ts';
import { changeRole } from '../../domain/groups/change-role.ts';
import { createGroup, openGroupOf } from '../../domain/groups/create-group.ts';
import { endGroup } from '../../domain/groups/end-group.ts';
import type { GroupChange } from '../../domain/groups/group-change.ts';
import { leaveGroup } from '../../domain/groups/leave-group.ts';
import { removeMember } from '../../domain/groups/remove-member.ts';
import { renameGroup } from '../../domain/groups/rename-group.ts';
import { checkSealing, requireSealing } from '../../domain/log/check-sealing.ts';
import type { Call, Handlers } from './call.ts';
import { type CommandLimits, takeCommand, type Taken } from './command-limits.ts';

type Names =
  'createGroup' | 'addMembers' | 'removeMember' | 'leaveGroup' | 'changeRole' | 'renameGroup' | 'endGroup';
type BodyOf<Kind extends Body['kind']> = Extract<Body, { kind: Kind }>;

/**
 * Groups: each route appends one entry and answers with it. In sealed groups a request carries the body that its client signed, in open
 * ones the body is made here.
 */
export function groupRoutes(context: Context, limits: CommandLimits): Handlers<Names> {
  const { groups, additions, changes } = limits;
  const within = async <Kind extends Body['kind']>(
    call: Call<Names>,
    body: BodyOf<Kind>,
    taken: readonly Taken[] = [[changes, 1]],
  ): Promise<GroupChange<Kind>> => {
    checkSealing(context, body);
    const { uid, address, who, request } = call;
    const payload = 'payload' in request ? request.payload : undefined;
    if (payload !== undefined) requireSealing(context);
    const conversation = 'conversation' in request ? request.conversation : call.param('conversation');
    await takeCommand(context, { uid, address, conversation, id: request.id }, taken);
    return { conversation, id: request.id, sender: uid, device: who.session.device.id, body, payload };
  };
  return {
    createGroup: async (call) => {
      const { uid, request } = call;
      const body = 'body' in request ? request.body : openGroupOf(uid, request);
      const taken = [[groups, 1] as const, [additions, Math.max(0, body.members.length - 1)] as const];
      return createGroup(context, await within(call, body, taken));
    },
    addMembers: async (call) => {
      const { request } = call;
      const body = 'body' in request ? request.body : addedBy(request);
      return addMembers(context, await within(call, body, [[additions, body.members.length]]));
    },
    removeMember: async (call) => {
      const { request } = call;
      const body = 'body' in request ? request.body : { kind: 'removed' as const, member: request.member };
      return removeMember(context, await within(call, body));
    },
    leaveGroup: async (call) => {
      const body = 'body' in call.request ? call.request.body : { kind: 'left' as const };
      return leaveGroup(context, await within(call, body));
    },
    changeRole: async (call) => {
      const { request } = call;
      const body = 'body' in request ? request.body : roleChangedBy(request);
      return changeRole(context, await within(call, body));
    },
    renameGroup: async (call) => {
      const { request } = call;
      const body = 'body' in request ? request.body : { kind: 'renamed' as const, name: request.name };
      return renameGroup(context, await within(call, body));
    },
    endGroup: async (call) => {
      const body = 'body' in call.request ? call.request.body : { kind: 'ended' as const };
      return endGroup(context, await within(call, body));
    },
  };
}

function addedBy({ members }: { readonly members: readonly Uuid[] }): BodyOf<'added'> {
  return { kind: 'added', members: [...new Set(members)] };
}

function roleChangedBy({
  member,
  role,
}: Pick<BodyOf<'roleChanged'>, 'member' | 'role'>): BodyOf<'roleChanged'> {
  return { kind: 'roleChanged', member, role };
}
