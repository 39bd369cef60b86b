import {
  currentMembers,
  isKnownBody,
  refusalByRole,
  roleOf,
  type ConversationState,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import type { LostChange } from '../model/group-change.ts';

/** Of a user's changes that a log has lost, those that nobody has made since, and that they still have the right to make. */
export function stillLost(
  me: Uuid,
  lost: readonly Entry[],
  state: ConversationState | undefined,
): readonly { readonly id: Uuid; readonly change: LostChange }[] {
  if (state === undefined || state.ended) return [];
  return lost.flatMap(({ id, body }) => {
    const change = lacking(body, state);
    const isAllowed = change !== undefined && refusalByRole(state, me, change) === undefined;
    return isAllowed ? [{ id, change }] : [];
  });
}

/** What a conversation lacks of a change; undefined if that is nothing. */
function lacking(body: Entry['body'], state: ConversationState): LostChange | undefined {
  if (!isKnownBody(body)) return undefined;
  switch (body.kind) {
    case 'added': {
      const inside = new Set(currentMembers(state));
      const members = body.members.filter((uid) => !inside.has(uid));
      return members.length === 0 ? undefined : { kind: 'added', members };
    }
    case 'roleChanged':
      return roleOf(state, body.member) === body.role ? undefined : body;
    case 'renamed':
      return state.name === body.name ? undefined : body;
    case 'ended':
      return body;
    default:
      return undefined;
  }
}
