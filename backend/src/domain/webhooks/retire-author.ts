import { ANNOUNCEMENTS, ParleyError, roleOf } from '@parley/protocol';
import type { Context } from '../context.ts';
import { changeGroup, type GroupContext } from '../groups/group-change.ts';
import type { IncomingHook } from './stored-hook.ts';

export type RetireContext = GroupContext & Pick<Context, 'users' | 'random'>;

/** Deactivates the account of an incoming webhook, which leaves its conversation. It may be done again, and before there is one. */
export async function retireAuthor(
  context: RetireContext,
  hook: Pick<IncomingHook, 'author' | 'conversation'>,
): Promise<void> {
  const [user] = await context.users.byUid([hook.author]);
  if (user === undefined) return;
  // Nobody logs in to it, and lists of people show it no longer.
  await context.users.setStanding(hook.author, { removed: true });
  await leave(context, hook);
}

async function leave(
  context: RetireContext,
  { author, conversation }: Pick<IncomingHook, 'author' | 'conversation'>,
): Promise<void> {
  const state = await context.conversations.state(conversation, [author]);
  if (conversation === ANNOUNCEMENTS || state?.protection !== 'open' || state.ended) return;
  if (roleOf(state, author) === null) return;
  try {
    const change = { conversation, id: context.random.uuid(), sender: author };
    await changeGroup(context, { ...change, body: { kind: 'left' } });
  } catch (error) {
    // Such as the last owner, whom others made one: it stays, and can do nothing.
    if (!(error instanceof ParleyError)) throw error;
  }
}
