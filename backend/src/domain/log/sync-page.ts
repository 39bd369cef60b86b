import {
  LIMITS,
  ParleyError,
  readableHead,
  readableRanges,
  type ConversationState,
  type Entry,
  type Range,
  type SyncPage,
  type SyncRequest,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { travelling } from './travelling.ts';
import { PageBudget } from './page-budget.ts';
import { clip, spansBackward, spansForward, type PageSpans } from './page-span.ts';

type SyncContext = Pick<Context, 'conversations'>;

/**
 * A page of a log, as far as the user may read it. Large payloads make it shorter than requested.
 * @throws ParleyError `E_NOT_FOUND` if the user never was a member, whether or not the conversation exists;
 *   `E_LOG_DIVERGED` if the cursor does not belong to this log
 */
export async function syncPage(
  context: SyncContext,
  uid: Uuid,
  request: SyncRequest,
  bytes: number = LIMITS.pageBytes,
): Promise<SyncPage> {
  const { conversation } = request;
  const state = await context.conversations.state(conversation, [uid]);
  const ranges = state === undefined ? [] : readableRanges(state, uid);
  if (state === undefined || ranges.length === 0) throw new ParleyError('E_NOT_FOUND');
  const head = readableHead(state, uid);
  if (request.direction === 'after') await checkCursor(context, state, { ...request, head });
  const page = await readSpans(context, request, spansOf(request, ranges, head), new PageBudget(bytes));
  return { conversation, ...page, head };
}

/** The entries of the spans, from the requested end on, until the page is full. */
async function readSpans(
  { conversations }: SyncContext,
  { conversation, direction }: SyncRequest,
  spans: PageSpans,
  budget: PageBudget,
): Promise<Pick<SyncPage, 'from' | 'to' | 'entries' | 'hidden'>> {
  const forward = direction === 'after';
  const entries: Entry[] = [];
  for (const span of forward ? spans.readable : spans.readable.toReversed()) {
    const part = await conversations.entriesWithin(conversation, span, forward ? 'first' : 'last', budget);
    entries.splice(forward ? entries.length : 0, 0, ...part);
    if (budget.isFull) break;
  }
  const from = budget.isFull && !forward ? (entries[0]?.seq ?? spans.from) : spans.from;
  const to = budget.isFull && forward ? (entries.at(-1)?.seq ?? spans.to) : spans.to;
  return { from, to, entries: entries.map(travelling), hidden: clip(spans.hidden, { from, to }) };
}

function spansOf(request: SyncRequest, ranges: readonly Range[], head: number): PageSpans {
  switch (request.direction) {
    case 'after':
      return spansForward(ranges, request.seq + 1, head, request.limit);
    case 'before':
      return spansBackward(ranges, Math.min(request.seq - 1, head), request.limit);
    case 'last':
      return spansBackward(ranges, head, request.limit);
  }
}

interface Cursor extends Pick<Extract<SyncRequest, { direction: 'after' }>, 'seq' | 'chain'> {
  /** Last entry that the user may read. The answer does not show whether there are later ones. */
  readonly head: number;
}

/** A cursor beyond the head, or with another chain, comes from a log that this server has lost or never had. */
async function checkCursor(
  { conversations }: SyncContext,
  state: ConversationState,
  { seq, chain, head }: Cursor,
): Promise<void> {
  if (seq > head) throw new ParleyError('E_LOG_DIVERGED');
  if (chain === undefined || seq === 0) return;
  if ((await chainAt(conversations, state, seq)) !== chain) throw new ParleyError('E_LOG_DIVERGED');
}

async function chainAt(
  conversations: SyncContext['conversations'],
  state: ConversationState,
  seq: number,
): Promise<string | undefined> {
  if (seq === state.head) return state.chain;
  const [entry] = await conversations.entries(state.conversation, seq, seq);
  return entry?.chain;
}
