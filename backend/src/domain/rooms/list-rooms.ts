import {
  foldedWords,
  isRoom,
  LIMITS,
  memberCountOf,
  ParleyError,
  roleOf,
  Uuid,
  type ConversationState,
  type ListedRoom,
  type ListRequest,
  type RoomsPage,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import type { DirectoryPlace } from './room-directory.ts';

type ListContext = Pick<Context, 'conversations' | 'rooms'>;

/**
 * A page of the directory, as a user sees it. It looks at the index and at the states of the rooms on the page, and at no log.
 * @throws ParleyError `E_BAD_REQUEST` for an `after` that no page had as its `next`
 */
export async function listRooms(
  { conversations, rooms }: ListContext,
  uid: Uuid,
  { search = '', after }: ListRequest,
): Promise<RoomsPage> {
  const limit = LIMITS.pageRooms;
  const places = await rooms.page(
    foldedWords(search),
    after === undefined ? undefined : placeOf(after),
    limit + 1,
  );
  const page = places.slice(0, limit);
  const states = await conversations.states(
    page.map(({ conversation }) => conversation),
    uid,
  );
  const byId = new Map(states.map((state) => [state.conversation, state]));
  const last = page.at(-1);
  return {
    rooms: page.flatMap((place) => listed(byId.get(place.conversation), place, uid)),
    ...(places.length > limit && last !== undefined && { next: `${last.active}.${last.conversation}` }),
  };
}

/** Nothing for a room that is deleted by now, or whose log is damaged. */
function listed(state: ConversationState | undefined, { active }: DirectoryPlace, uid: Uuid): ListedRoom[] {
  if (state === undefined || state.ended) return [];
  return [{ ...shownOf(state, uid), ...(state.lock === undefined && { active }) }];
}

/**
 * One room, as the directory shows it to a user.
 * @throws ParleyError `E_NOT_FOUND` if it is no room, or was deleted
 */
export async function listedRoom(
  { conversations }: Pick<Context, 'conversations'>,
  uid: Uuid,
  conversation: Uuid,
): Promise<ListedRoom> {
  const state = await conversations.state(conversation, [uid]);
  if (state === undefined || !isRoom(state) || state.ended) throw new ParleyError('E_NOT_FOUND');
  return shownOf(state, uid);
}

function shownOf(state: ConversationState, uid: Uuid): ListedRoom {
  const { conversation, name = '', lock } = state;
  const memberCount = memberCountOf(state);
  const joined = roleOf(state, uid) !== null;
  const isClosed = lock !== undefined && !joined;
  return {
    conversation,
    name,
    ...(isClosed ? topicOf(state) : lookOf(state)),
    memberCount,
    locked: lock !== undefined,
    joined,
  };
}

/** What a list shows of it. */
function lookOf(state: ConversationState): Pick<ListedRoom, 'topic' | 'icon' | 'colour'> {
  const { icon, colour } = state.look ?? {};
  return {
    ...topicOf(state),
    ...(icon !== undefined && { icon }),
    ...(colour !== undefined && { colour }),
  };
}

/** All that a room with a password says to others than its members. */
function topicOf({ look }: ConversationState): Pick<ListedRoom, 'topic'> {
  return look === undefined || look.topic === '' ? {} : { topic: look.topic };
}

function placeOf(after: string): DirectoryPlace {
  const [, active, conversation] = /^(\d{1,16})\.(.*)$/.exec(after) ?? [];
  const id = Uuid.safeParse(conversation);
  if (!id.success) throw new ParleyError('E_BAD_REQUEST');
  return { conversation: id.data, active: Number(active) };
}
