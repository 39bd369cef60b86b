import { LIMITS, readableHead, type RostersPage, type RostersRequest, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { PageBudget } from './page-budget.ts';
import { travelling } from './travelling.ts';

type LogContext = Pick<Context, 'conversations'>;

/** Characters of an entry beside its body and its payload, about. */
const ENTRY = 400;

/**
 * The entries of roster lists after those that a user knows, as far as it fits into one page. They are read from the first on, also where
 * the user may not read what was said then. A conversation that the user never was in has none. What is asked for twice, or has nothing
 * new, is dealt with and not answered.
 * @param bytes the payload that reaches this is the page's last
 */
export async function rosterLists(
  { conversations }: LogContext,
  uid: Uuid,
  { after }: RostersRequest,
  bytes: number = LIMITS.pageBytes,
): Promise<RostersPage> {
  const rosters: RostersPage['rosters'] = [];
  const budget = new PageBudget(bytes, ({ body }) => ENTRY + JSON.stringify(body).length);
  const seen = new Set<Uuid>();
  let done = 0;
  for (const { conversation, seq } of after) {
    const state = seen.has(conversation) ? undefined : await conversations.state(conversation, [uid]);
    seen.add(conversation);
    const to = state === undefined ? 0 : readableHead(state, uid);
    const entries =
      to > seq ? await conversations.rosterWithin(conversation, { from: seq + 1, to }, budget) : [];
    if (entries.length > 0) rosters.push({ conversation, entries: entries.map(travelling) });
    if (budget.isFull) break;
    done++;
  }
  return { rosters, done };
}
