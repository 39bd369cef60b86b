import type { Entry, Payload, Uuid } from '@parley/protocol';
import type { GroupChange, SealedCreation } from '../model/group-change.ts';
import type { HttpApi } from '../ports/http-api.ts';

/** A change of a group that the server makes the entry of. @returns the entry */
export function requestChange(
  api: HttpApi,
  conversation: Uuid,
  id: Uuid,
  change: GroupChange,
): Promise<Entry> {
  const params = { conversation };
  switch (change.kind) {
    case 'added':
      return api.call('addMembers', { params, body: { id, members: change.members } });
    case 'removed':
      return api.call('removeMember', { params, body: { id, member: change.member } });
    case 'left':
      return api.call('leaveGroup', { params, body: { id } });
    case 'roleChanged':
      return api.call('changeRole', { params, body: { id, member: change.member, role: change.role } });
    case 'renamed':
      return api.call('renameGroup', { params, body: { id, name: change.name } });
    case 'ended':
      return api.call('endGroup', { params, body: { id } });
  }
}

/** What a device has signed of a group. */
interface SignedRequest<Said> {
  readonly id: Uuid;
  readonly body: Said;
  readonly payload: Payload;
}

/** Sends an entry of a group that a device has signed, as it is. @returns it as it is stored */
export function requestSigned(
  api: HttpApi,
  conversation: Uuid,
  { id, body, payload }: SignedRequest<GroupChange | SealedCreation>,
): Promise<Entry> {
  const params = { conversation };
  switch (body.kind) {
    case 'created':
      return api.call('createGroup', { body: { conversation, id, body, payload } });
    case 'added':
      return api.call('addMembers', { params, body: { id, body, payload } });
    case 'removed':
      return api.call('removeMember', { params, body: { id, body, payload } });
    case 'left':
      return api.call('leaveGroup', { params, body: { id, body, payload } });
    case 'roleChanged':
      return api.call('changeRole', { params, body: { id, body, payload } });
    case 'renamed':
      return api.call('renameGroup', { params, body: { id, body, payload } });
    case 'ended':
      return api.call('endGroup', { params, body: { id, body, payload } });
  }
}
