import {
  ParleyError,
  readableHead,
  readableRanges,
  type ConversationState,
  type Range,
  type SyncPage,
  type SyncRequest,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { spansBackward, spansForward, type PageSpans } from './page-span.ts';

type SyncContext = Pick<Context, 'conversations'>;

/**
 * A page of a log, as far as the user may read it.
 * @throws ParleyError `E_NOT_FOUND` for a conversation he never was in, whether it exists or not;
 *   `E_LOG_DIVERGED` where his cursor is none of this log
 */
export async function syncPage(context: SyncContext, uid: Uuid, request: SyncRequest): Promise<SyncPage> {
  const { conversation } = request;
  const state = await context.conversations.state(conversation);
  const ranges = state === undefined ? [] : readableRanges(state, uid);
  if (state === undefined || ranges.length === 0) throw new ParleyError('E_NOT_FOUND');
  const head = readableHead(state, uid);
  if (request.direction === 'after') await checkCursor(context, state, { ...request, head });
  const { from, to, readable, hidden } = spansOf(request, ranges, head);
  const parts = readable.map((span) => context.conversations.entries(conversation, span.from, span.to));
  const entries = (await Promise.all(parts)).flat();
  return { conversation, from, to, entries, hidden: [...hidden], head };
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
  /** Last entry that the user may read: beyond it he learns nothing, not even that there is more. */
  readonly head: number;
}

/** A cursor beyond the head, or of another chain, comes from a log that this server has lost or never had. */
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
