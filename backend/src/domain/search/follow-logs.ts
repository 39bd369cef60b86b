import type { Context } from '../context.ts';

/** How long one run may take, in ms: an index that is made anew must not take the server's time from its users. */
const RUN = 250;

type FollowContext = Pick<Context, 'search'> & {
  /** ms of a clock that never goes back */
  readonly now: () => number;
  /** Resolves in a later turn of the event loop. */
  readonly nextTurn: () => Promise<unknown>;
};

/** Lets the index take in what was stored since. Run each second, it is at most two seconds behind what people write. */
export async function followLogs({ search, now, nextTurn }: FollowContext): Promise<void> {
  const end = now() + RUN;
  while ((await search.advance()) && now() < end) await nextTurn();
}
