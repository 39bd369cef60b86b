import { LIMITS, roleOf, type Head, type HeadsPage, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { ConversationView } from './conversation-store.ts';
import { headOf } from './head-of.ts';
import { PageRoom } from './page-room.ts';
import { stateAt } from './state-at.ts';

type HeadsContext = Pick<Context, 'conversations'>;

/** The heads of all conversations of a user that changed since the token, or of all without one. */
export async function heads(
  context: HeadsContext,
  uid: Uuid,
  token: string | undefined,
  bytes: number = LIMITS.pageBytes,
): Promise<HeadsPage> {
  const page = await context.conversations.views(uid, token, LIMITS.pageHeads, new PageRoom(bytes));
  const shown: Head[] = [];
  // One after the other: each that was left may have a whole log to read.
  for (const view of page.views) shown.push(await visibleHead(context, uid, view));
  return { heads: shown, token: page.token, more: page.more };
}

/** A head as one may see it: somebody who was removed sees the conversation as it was then. */
export async function visibleHead(context: HeadsContext, uid: Uuid, view: ConversationView): Promise<Head> {
  const { state, newest } = view;
  if (roleOf(state, uid) !== null || newest.seq === state.head) return headOf(uid, view);
  return headOf(uid, { ...view, state: await stateAt(context, state.conversation, newest.seq) });
}
