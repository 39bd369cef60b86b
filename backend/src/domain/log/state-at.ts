import { ParleyError, type ConversationState, type Uuid } from '@parley/protocol';
import { LRUCache } from 'lru-cache';
import type { Context } from '../context.ts';
import type { ConversationStore } from './conversation-store.ts';
import { foldLog } from './fold-log.ts';

type StateContext = Pick<Context, 'conversations'>;

const PAGE = 200;
const REMEMBERED = 200;

/** Recently computed states, per store. A log's past does not change, and folding a long one takes a while. */
const folded = new WeakMap<ConversationStore, LRUCache<string, Promise<ConversationState>>>();

/**
 * The state of a conversation at an earlier entry: the last that a member removed there may see.
 * @throws ParleyError `E_NOT_FOUND` if the log is shorter, `E_LOG_DAMAGED` if an entry is missing
 */
export async function stateAt(
  context: StateContext,
  conversation: Uuid,
  seq: number,
): Promise<ConversationState> {
  const states = statesOf(context);
  const key = `${conversation} ${seq}`;
  const known = states.get(key);
  if (known !== undefined) return known;
  const state = foldTo(context, conversation, seq);
  states.set(key, state);
  state.catch(() => states.delete(key));
  return state;
}

function statesOf({ conversations }: StateContext): LRUCache<string, Promise<ConversationState>> {
  const states = folded.get(conversations) ?? new LRUCache({ max: REMEMBERED });
  folded.set(conversations, states);
  return states;
}

async function foldTo(
  { conversations }: StateContext,
  conversation: Uuid,
  seq: number,
): Promise<ConversationState> {
  let state: ConversationState | undefined;
  while (state === undefined || state.head < seq) {
    const from = (state?.head ?? 0) + 1;
    const entries = await conversations.entries(conversation, from, Math.min(seq, from + PAGE - 1));
    if (entries.length === 0) throw new ParleyError('E_NOT_FOUND');
    state = foldLog(state, entries);
  }
  return state;
}
