import { addMembers } from '@parley/backend/domain/groups/add-members.ts';
import { changeRole } from '@parley/backend/domain/groups/change-role.ts';
import { conversationDetails } from '@parley/backend/domain/conversations/conversation-details.ts';
import { createGroup } from '@parley/backend/domain/groups/create-group.ts';
import { endGroup } from '@parley/backend/domain/groups/end-group.ts';
import { leaveGroup } from '@parley/backend/domain/groups/leave-group.ts';
import { removeMember } from '@parley/backend/domain/groups/remove-member.ts';
import { renameGroup } from '@parley/backend/domain/groups/rename-group.ts';
import { setPreferences } from '@parley/backend/domain/conversations/set-preferences.ts';
import { peopleByUid } from '@parley/backend/domain/users/people-by-uid.ts';
import {
  HTTP_PREFIX,
  ParleyError,
  ROUTES,
  type RequestOf,
  type ResponseOf,
  type RouteName,
  type Uuid,
} from '@parley/protocol';
import type { HttpRequest } from '@parley/client';
import type { Context } from '@parley/backend/domain/context.ts';

interface Call<Name extends RouteName> {
  readonly uid: Uuid;
  /** The `:conversation` in the path, if it has one. */
  readonly conversation: Uuid;
  readonly request: RequestOf<Name>;
}
type Handlers = {
  readonly [Name in RouteName]?: (context: Context, call: Call<Name>) => Promise<ResponseOf<Name>>;
};

/** The HTTP routes that simulated clients use, with their use cases. */
const HANDLERS: Handlers = {
  createGroup: (context, { uid, request }) => createGroup(context, uid, request),
  addMembers: (context, call) => addMembers(context, commandOf(call), call.request.members),
  removeMember: (context, call) => removeMember(context, commandOf(call), call.request.member),
  leaveGroup: (context, call) => leaveGroup(context, commandOf(call)),
  changeRole: (context, call) => changeRole(context, commandOf(call), call.request),
  renameGroup: (context, call) => renameGroup(context, commandOf(call), call.request.name),
  endGroup: (context, call) => endGroup(context, commandOf(call)),
  conversation: (context, { uid, conversation }) => conversationDetails(context, uid, conversation),
  preferences: (context, { uid, conversation, request }) =>
    setPreferences(context, uid, { conversation, preferences: request }),
  peopleByUid: async (context, { uid, request }) => ({
    people: await peopleByUid(context, uid, request.uids),
  }),
  blocks: async (context, { uid }) => ({ uids: [...(await context.users.blockedBy(uid))] }),
};

/** @throws ParleyError */
export async function handleRequest(context: Context, uid: Uuid, request: HttpRequest): Promise<unknown> {
  const url = new URL(request.path, 'http://simulated');
  for (const name of routeNames()) {
    const { method, path } = ROUTES[name];
    const match = method === request.method ? matchOf(path, url.pathname) : undefined;
    if (match === undefined) continue;
    const input = method === 'GET' ? Object.fromEntries(url.searchParams) : request.body;
    return call(name, { context, uid, conversation: match.conversation ?? '', input });
  }
  throw new ParleyError('E_NOT_FOUND');
}

interface Input {
  readonly context: Context;
  readonly uid: Uuid;
  readonly conversation: Uuid;
  readonly input: unknown;
}

async function call<Name extends RouteName>(name: Name, { context, uid, conversation, input }: Input) {
  const handler: Handlers[Name] = HANDLERS[name];
  if (handler === undefined) throw new ParleyError('E_NOT_FOUND');
  const parsed = ROUTES[name].request.safeParse(input ?? {});
  if (!parsed.success) throw new ParleyError('E_BAD_REQUEST');
  // The schema at `name` has just checked it; TypeScript cannot follow an index into a union of schemas.
  return handler(context, { uid, conversation, request: parsed.data as RequestOf<Name> });
}

function routeNames(): readonly RouteName[] {
  return Object.keys(ROUTES).filter((name): name is RouteName => name in HANDLERS);
}

/** The parameters of a matching path, otherwise undefined. */
function matchOf(pattern: string, path: string): Record<string, string> | undefined {
  const expression = HTTP_PREFIX + pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)');
  const match = new RegExp(`^${expression}$`).exec(path);
  return match === null ? undefined : { ...match.groups };
}

function commandOf({
  uid,
  conversation,
  request,
}: Call<RouteName> & { readonly request: { readonly id: Uuid } }) {
  return { uid, conversation, id: request.id };
}
