import * as z from 'zod/mini';
import { Role } from './body.ts';
import { ConversationState } from './conversation.ts';
import { Entry } from './entry.ts';
import { Head, Preferences } from './head.ts';
import { Time, Uuid } from './ids.ts';
import { LIMITS } from './limits.ts';
import { GroupName } from './names.ts';
import { MemberMark } from './receipt.ts';
import {
  Challenge,
  ChallengeRequest,
  Invitation,
  LoginRequest,
  PasswordChange,
  PasswordReset,
  RegisterRequest,
  RegistrationMode,
  Session,
  SessionInfo,
} from './session.ts';
import { Presence, Profile, User } from './user.ts';

export const HTTP_PREFIX = '/web';
/** Request header with the token, and response header with a fresh one. */
export const AUTH_TOKEN_HEADER = 'auth-token';
/** Angular's names for the double-submit cookie and header. */
export const XSRF_COOKIE = 'XSRF-TOKEN';
export const XSRF_HEADER = 'X-XSRF-TOKEN';

const None = z.object({});
const MemberList = z.array(Uuid).check(z.minLength(1), z.maxLength(LIMITS.groupMembers));

/** A group command carries its own id, so that a retry finds what the first try did. */
export const CreateGroup = z.object({
  conversation: Uuid,
  id: Uuid,
  name: GroupName,
  members: z.array(Uuid).check(z.maxLength(LIMITS.groupMembers)),
  history: z.enum(['fromJoin', 'all']),
});
export type CreateGroup = z.infer<typeof CreateGroup>;
export const AddMembers = z.object({ id: Uuid, members: MemberList });
export const RemoveMember = z.object({ id: Uuid, member: Uuid });
export const ChangeRole = z.object({ id: Uuid, member: Uuid, role: Role });
export const RenameGroup = z.object({ id: Uuid, name: GroupName });
export const CommandId = z.object({ id: Uuid });

/** State at one `seq` with everybody's marks: what an opened conversation needs beside its entries. */
export const ConversationDetails = z.object({ state: ConversationState, marks: z.array(MemberMark) });
export type ConversationDetails = z.infer<typeof ConversationDetails>;

/** A person as one may see him. */
export const Person = z.object({ user: User, presence: z.optional(Presence) });
export type Person = z.infer<typeof Person>;
export const People = z.object({ people: z.array(Person) });

export const Health = z.object({
  status: z.enum(['ok', 'draining']),
  name: z.literal('parley'),
});
export type Health = z.infer<typeof Health>;

type Schema = z.ZodMiniType;
export interface Route<Request extends Schema = Schema, Response extends Schema = Schema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Behind `HTTP_PREFIX`; `:name` is a parameter. */
  readonly path: string;
  /** Whether it needs a session. */
  readonly auth: boolean;
  /** The JSON body, or for GET the query. */
  readonly request: Request;
  readonly response: Response;
}
const route = <Request extends Schema, Response extends Schema>(value: Route<Request, Response>) => value;

/** Every HTTP route: a route is a use case. */
export const ROUTES = {
  health: route({ method: 'GET', path: '/health', auth: false, request: None, response: Health }),
  registration: route({
    method: 'GET',
    path: '/registration',
    auth: false,
    request: None,
    response: z.object({ mode: RegistrationMode }),
  }),
  challenge: route({
    method: 'POST',
    path: '/login/challenge',
    auth: false,
    request: ChallengeRequest,
    response: Challenge,
  }),
  login: route({ method: 'POST', path: '/login', auth: false, request: LoginRequest, response: Session }),
  register: route({
    method: 'POST',
    path: '/register',
    auth: false,
    request: RegisterRequest,
    response: Session,
  }),
  resetPassword: route({
    method: 'POST',
    path: '/password/reset',
    auth: false,
    request: PasswordReset,
    response: None,
  }),
  session: route({ method: 'GET', path: '/session', auth: true, request: None, response: Session }),
  renew: route({ method: 'POST', path: '/session/renew', auth: true, request: None, response: Session }),
  logout: route({ method: 'POST', path: '/session/logout', auth: true, request: None, response: None }),
  sessions: route({
    method: 'GET',
    path: '/sessions',
    auth: true,
    request: None,
    response: z.object({ sessions: z.array(SessionInfo) }),
  }),
  revokeSession: route({
    method: 'DELETE',
    path: '/sessions/:sid',
    auth: true,
    request: None,
    response: None,
  }),
  changePassword: route({
    method: 'POST',
    path: '/password',
    auth: true,
    request: PasswordChange,
    response: None,
  }),
  people: route({
    method: 'GET',
    path: '/users',
    auth: true,
    request: z.object({ q: z.optional(z.string().check(z.maxLength(LIMITS.searchMax))) }),
    response: People,
  }),
  /** Up to 200 users by uid, comma-separated. */
  peopleByUid: route({
    method: 'GET',
    path: '/users/by-uid',
    auth: true,
    request: z.object({ uids: z.string().check(z.maxLength(37 * 200)) }),
    response: People,
  }),
  profile: route({ method: 'PUT', path: '/profile', auth: true, request: Profile, response: User }),
  blocks: route({
    method: 'GET',
    path: '/blocks',
    auth: true,
    request: None,
    response: z.object({ uids: z.array(Uuid) }),
  }),
  block: route({ method: 'PUT', path: '/blocks/:uid', auth: true, request: None, response: None }),
  unblock: route({ method: 'DELETE', path: '/blocks/:uid', auth: true, request: None, response: None }),
  invitations: route({
    method: 'GET',
    path: '/invitations',
    auth: true,
    request: None,
    response: z.object({ invitations: z.array(Invitation) }),
  }),
  /** `secret` goes into the link and is never shown again. */
  invite: route({
    method: 'POST',
    path: '/invitations',
    auth: true,
    request: None,
    response: z.object({ invitation: Invitation, secret: z.string(), expiresAt: Time }),
  }),
  revokeInvitation: route({
    method: 'DELETE',
    path: '/invitations/:id',
    auth: true,
    request: None,
    response: None,
  }),
  createGroup: route({ method: 'POST', path: '/groups', auth: true, request: CreateGroup, response: Entry }),
  addMembers: route({
    method: 'POST',
    path: '/groups/:conversation/members',
    auth: true,
    request: AddMembers,
    response: Entry,
  }),
  removeMember: route({
    method: 'POST',
    path: '/groups/:conversation/removals',
    auth: true,
    request: RemoveMember,
    response: Entry,
  }),
  leaveGroup: route({
    method: 'POST',
    path: '/groups/:conversation/departures',
    auth: true,
    request: CommandId,
    response: Entry,
  }),
  changeRole: route({
    method: 'POST',
    path: '/groups/:conversation/roles',
    auth: true,
    request: ChangeRole,
    response: Entry,
  }),
  renameGroup: route({
    method: 'POST',
    path: '/groups/:conversation/name',
    auth: true,
    request: RenameGroup,
    response: Entry,
  }),
  endGroup: route({
    method: 'POST',
    path: '/groups/:conversation/end',
    auth: true,
    request: CommandId,
    response: Entry,
  }),
  conversation: route({
    method: 'GET',
    path: '/conversations/:conversation',
    auth: true,
    request: None,
    response: ConversationDetails,
  }),
  preferences: route({
    method: 'PUT',
    path: '/conversations/:conversation/preferences',
    auth: true,
    request: Preferences,
    response: Head,
  }),
} as const;
export type RouteName = keyof typeof ROUTES;
export type RequestOf<Name extends RouteName> = z.infer<(typeof ROUTES)[Name]['request']>;
export type ResponseOf<Name extends RouteName> = z.infer<(typeof ROUTES)[Name]['response']>;
