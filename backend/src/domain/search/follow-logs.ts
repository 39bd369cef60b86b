import type { Context } from '../context.ts';

/** How long one run may take, in ms: a server that stops waits for it. */
const RUN = 500;
/** Between two steps, in ms: steps one upon the other would hold up what is sent meanwhile. */
const REST = 15;

type FollowContext = Pick<Context, 'search'> & {
  /** ms of a clock that never goes back */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
};

/** Lets the index take in what was stored since. Run each second, it is at most two seconds behind what people write. */
export async function followLogs({ search, now, sleep }: FollowContext): Promise<void> {
  const end = now() + RUN;
  while ((await search.advance()) && now() < end) await sleep(REST);
}
