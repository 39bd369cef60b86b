import {
  currentMembers,
  fold,
  type ConversationState,
  type Entry,
  type History,
  type Uuid,
} from '@parley/protocol';

/** Whether newcomers read what was said before, as a list of members begins. */
export function historyIn(entries: readonly Entry[]): History {
  const created = entries.find(({ body }) => body.kind === 'created')?.body;
  return created?.kind === 'created' && created.history === 'all' ? 'all' : 'fromJoin';
}

/** Who is a member by a whole list; undefined while it is empty. */
export function membersIn(entries: readonly Entry[]): readonly Uuid[] | undefined {
  const state = entries.reduce<ConversationState | undefined>(foldNext, undefined);
  return state && currentMembers(state);
}

function foldNext(state: ConversationState | undefined, entry: Entry): ConversationState {
  return fold(state && { ...state, head: entry.seq - 1 }, entry);
}
