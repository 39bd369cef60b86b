import {
  LIMITS,
  ParleyError,
  roleOf,
  type Head,
  type HeadsPage,
  type OwnKeys,
  type Uuid,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import type { ConversationView } from '../log/conversation-store.ts';
import { headOf } from '../log/head-of.ts';
import { PageBudget } from '../log/page-budget.ts';
import { stateAsLeft } from './state-as-left.ts';

type HeadsContext = Pick<Context, 'conversations'>;

/** The heads of all conversations of a user that changed since the token, or of all without one, and how far their own keys are. */
export async function heads(
  context: HeadsContext & Pick<Context, 'keys'>,
  uid: Uuid,
  token: string | undefined,
  bytes: number = LIMITS.pageBytes,
): Promise<HeadsPage> {
  const page = await context.conversations.views(uid, token, LIMITS.pageHeads, new PageBudget(bytes));
  const shown: Head[] = [];
  const damaged = [...page.damaged];
  // One after the other: a conversation that the user left may need its whole log read.
  for (const view of page.views) {
    const head = await undamaged(visibleHead(context, uid, view));
    if (head === undefined) damaged.push(view.state.conversation);
    else shown.push(head);
  }
  const { token: next, more } = page;
  const keys = await ownKeys(context, uid);
  return { heads: shown, token: next, more, ...(damaged.length > 0 && { damaged }), ...(keys && { keys }) };
}

async function ownKeys({ keys }: Pick<Context, 'keys'>, uid: Uuid): Promise<OwnKeys | undefined> {
  const progress = await keys.progress(uid);
  return progress && { keyLog: progress.keyLog, vault: progress.vault };
}

/** A log that does not fold must not make the whole request fail. */
async function undamaged(head: Promise<Head>): Promise<Head | undefined> {
  try {
    return await head;
  } catch (error) {
    if (error instanceof ParleyError && error.code === 'E_LOG_DAMAGED') return undefined;
    throw error;
  }
}

/** A head as the user may see it: former members see the conversation as of their removal. */
export async function visibleHead(context: HeadsContext, uid: Uuid, view: ConversationView): Promise<Head> {
  const { state, newest } = view;
  if (roleOf(state, uid) !== null || newest.seq === state.head) return headOf(uid, view);
  return headOf(uid, { ...view, state: await stateAsLeft(context, uid, view) });
}
