import {
  inRanges,
  ParleyError,
  phrasesOf,
  readableHead,
  readableRanges,
  type ConversationState,
  type Range,
  type SearchPage,
  type SearchRequest,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { clip, type Span } from '../log/page-span.ts';
import { stateAt } from '../log/state-at.ts';
import { foundIn } from './found-in.ts';
import { spanOfTime } from './span-of-time.ts';
import { phrasesFor } from './terms.ts';

type SearchContext = Pick<Context, 'conversations' | 'search'>;

/** What a user may read of a conversation. */
interface Readable {
  readonly state: ConversationState;
  readonly ranges: readonly Range[];
  readonly head: number;
}

/**
 * A page of the messages of an open conversation that fit all filters, as far as the user may read them.
 * @throws ParleyError `E_NOT_FOUND` if the user never was a member, `E_SEALED` if the server cannot read what is said there,
 *   `E_BAD_REQUEST` if the words have neither letter nor digit
 */
export async function searchMessages(
  context: SearchContext,
  uid: Uuid,
  conversation: Uuid,
  request: SearchRequest,
): Promise<SearchPage> {
  const state = await context.conversations.state(conversation, [uid]);
  const ranges = state === undefined ? [] : readableRanges(state, uid);
  if (state === undefined || ranges.length === 0) throw new ParleyError('E_NOT_FOUND');
  if (state.protection !== 'open') throw new ParleyError('E_SEALED');
  const { words, sender, link, mentionsMe, order, limit } = request;
  if (words !== undefined && phrasesOf(words).length === 0)
    throw new ParleyError('E_BAD_REQUEST', { message: 'words: there is no letter or digit in it' });
  const head = readableHead(state, uid);
  // Asked for first: what is stored meanwhile may be found and not be counted, never the other way round.
  const indexed = Math.min(await context.search.reach(conversation), head);
  const spans = await spansOf(context, { state, ranges, head }, request);
  const oldestFirst = order === 'oldest';
  const found = await foundIn(context, conversation, oldestFirst ? spans : spans.toReversed(), {
    phrases: phrasesFor({ words, sender, link, mentions: mentionsMe === true ? uid : undefined }),
    ranges,
    end: oldestFirst ? 'first' : 'last',
    limit,
  });
  return { ...found, indexed };
}

/** The spans in which the messages lie, in rising order. */
async function spansOf(
  context: SearchContext,
  { state, ranges, head }: Readable,
  { since, until, after = 0, before = head + 1, pinned }: SearchRequest,
): Promise<readonly Span[]> {
  const { conversation } = state;
  const time = await spanOfTime(context.conversations, conversation, { since, until, head });
  const asked = { from: Math.max(time.from, after + 1), to: Math.min(time.to, before - 1) };
  const spans = clip(ranges, asked);
  return pinned === true ? placesIn(spans, await pinnedAt(context, state, head)) : spans;
}

/** What is pinned now or, for a former member, was pinned when they left. */
async function pinnedAt(
  context: SearchContext,
  state: ConversationState,
  head: number,
): Promise<readonly number[]> {
  return (head < state.head ? await stateAt(context, state.conversation, head) : state).pinned;
}

/** A span for each of the places that lies in the spans. */
function placesIn(spans: readonly Span[], seqs: readonly number[]): readonly Span[] {
  return seqs
    .filter((seq) => inRanges(spans, seq))
    .toSorted((a, b) => a - b)
    .map((seq) => ({ from: seq, to: seq }));
}
