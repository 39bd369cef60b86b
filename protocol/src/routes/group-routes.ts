import * as z from 'zod/mini';
import { GroupName } from '../accounts/names.ts';
import { Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { History, Role } from '../log/body.ts';
import { Entry } from '../log/entry.ts';
import { route } from './route.ts';

const MemberList = z.array(Uuid).check(z.minLength(1), z.maxLength(LIMITS.groupMembers));

/** A group command carries its own id, so that a retry finds what the first try did. */
export const CreateGroup = z.object({
  conversation: Uuid,
  id: Uuid,
  name: GroupName,
  members: z.array(Uuid).check(z.maxLength(LIMITS.groupMembers)),
  history: History,
});
export type CreateGroup = z.infer<typeof CreateGroup>;
export const AddMembers = z.object({ id: Uuid, members: MemberList });
export const RemoveMember = z.object({ id: Uuid, member: Uuid });
export const ChangeRole = z.object({ id: Uuid, member: Uuid, role: Role });
export const RenameGroup = z.object({ id: Uuid, name: GroupName });
export const CommandId = z.object({ id: Uuid });

/** Groups: each route appends one entry and answers with it. */
export const GROUP_ROUTES = {
  createGroup: route({ method: 'POST', path: '/groups', who: 'user', request: CreateGroup, response: Entry }),
  addMembers: route({
    method: 'POST',
    path: '/groups/:conversation/members',
    who: 'user',
    request: AddMembers,
    response: Entry,
  }),
  removeMember: route({
    method: 'POST',
    path: '/groups/:conversation/removals',
    who: 'user',
    request: RemoveMember,
    response: Entry,
  }),
  leaveGroup: route({
    method: 'POST',
    path: '/groups/:conversation/departures',
    who: 'user',
    request: CommandId,
    response: Entry,
  }),
  changeRole: route({
    method: 'POST',
    path: '/groups/:conversation/roles',
    who: 'user',
    request: ChangeRole,
    response: Entry,
  }),
  renameGroup: route({
    method: 'POST',
    path: '/groups/:conversation/name',
    who: 'user',
    request: RenameGroup,
    response: Entry,
  }),
  endGroup: route({
    method: 'POST',
    path: '/groups/:conversation/end',
    who: 'user',
    request: CommandId,
    response: Entry,
  }),
} as const;
