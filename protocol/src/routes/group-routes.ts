import * as z from 'zod/mini';
import { GroupName } from '../accounts/names.ts';
import { Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { GROUP_BODIES, History, Role } from '../log/body.ts';
import { Entry } from '../log/entry.ts';
import { Payload } from '../log/payload.ts';
import { route } from './route.ts';

const MemberList = z.array(Uuid).check(z.minLength(1), z.maxLength(LIMITS.groupMembers));

/** A command of a sealed conversation: the body that is stored, and the envelope that signs it. */
function signed<Body extends z.ZodMiniType>(body: Body) {
  return z.strictObject({ id: Uuid, body, payload: Payload });
}

/**
 * A group command carries its own id, so that a retry finds what the first try did. In an open conversation it says what is to change,
 * and the server makes the body.
 */
export const CreateOpenGroup = z.object({
  conversation: Uuid,
  id: Uuid,
  name: GroupName,
  members: z.array(Uuid).check(z.maxLength(LIMITS.groupMembers)),
  history: History,
});
export type CreateOpenGroup = z.infer<typeof CreateOpenGroup>;
export const CreateGroup = z.union([
  z.extend(signed(GROUP_BODIES.created), { conversation: Uuid }),
  CreateOpenGroup,
]);
export type CreateGroup = z.infer<typeof CreateGroup>;
export const AddMembers = z.union([signed(GROUP_BODIES.added), z.object({ id: Uuid, members: MemberList })]);
export const RemoveMember = z.union([signed(GROUP_BODIES.removed), z.object({ id: Uuid, member: Uuid })]);
export const LeaveGroup = z.union([signed(GROUP_BODIES.left), z.object({ id: Uuid })]);
export const ChangeRole = z.union([
  signed(GROUP_BODIES.roleChanged),
  z.object({ id: Uuid, member: Uuid, role: Role }),
]);
export const RenameGroup = z.union([signed(GROUP_BODIES.renamed), z.object({ id: Uuid, name: GroupName })]);
export const EndGroup = z.union([signed(GROUP_BODIES.ended), z.object({ id: Uuid })]);

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
    request: LeaveGroup,
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
    request: EndGroup,
    response: Entry,
  }),
} as const;
