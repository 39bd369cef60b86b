import {
  memberCountOf,
  readableRanges,
  roleOf,
  type ConversationState,
  type Head,
  type RoomLook,
  type Uuid,
} from '@parley/protocol';
import type { ConversationView } from './conversation-store.ts';

/** Turns a view into the head that its user receives. */
export function headOf(uid: Uuid, view: ConversationView): Head {
  const { state, newest, last, marks } = view;
  const { type, name, look, rules, visibility, protection, roster, epoch, laterKinds } = state;
  const peer = type === 'direct' ? peerOf(state, uid) : undefined;
  return {
    conversation: state.conversation,
    type,
    ...(name !== undefined && { name }),
    ...(look !== undefined && { look: shortOf(look) }),
    // Whoever has left does not learn what was ordered since.
    ...(rules !== undefined && roleOf(state, uid) !== null && { rules }),
    ...muteOf(state, uid),
    visibility,
    protection,
    ...(peer !== undefined && { peer }),
    head: newest.seq,
    chain: newest.chain,
    count: newest.count,
    readable: [...readableRanges(state, uid)],
    role: roleOf(state, uid),
    ...invitationOf(state, uid),
    memberCount: memberCountOf(state),
    ended: state.ended,
    ...(roster !== undefined && { roster }),
    ...(epoch !== undefined && { epoch }),
    ...(laterKinds !== undefined && { laterKinds }),
    ...(last !== undefined && { last }),
    mark: view.mark,
    unread: view.unread,
    floor: view.floor,
    ...(marks !== undefined && { marks: [...marks] }),
    preferences: view.preferences,
  };
}

function shortOf({ description: _, ...look }: RoomLook): Head['look'] {
  return look;
}

function muteOf({ members }: ConversationState, uid: Uuid): Pick<Head, 'mutedUntil'> {
  const mutedUntil = members[uid]?.mutedUntil;
  return mutedUntil === undefined ? {} : { mutedUntil };
}

function invitationOf({ type, members }: ConversationState, uid: Uuid): Pick<Head, 'invitation'> {
  const by = members[uid]?.invitedBy;
  const joined = members[uid]?.intervals.at(-1);
  return type === 'group' && by !== undefined && joined !== undefined
    ? { invitation: { by, seq: joined.from } }
    : {};
}

/** The peer of a direct conversation; in notes to oneself, the user. */
function peerOf(state: ConversationState, uid: Uuid): Uuid {
  return Object.keys(state.members).find((member) => member !== uid) ?? uid;
}
