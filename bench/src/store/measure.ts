import type { Stores } from '@parley/backend/domain/stores.ts';
import { messageIn, type Filled } from './fill.ts';

const PAGE = 50;
const NOW = 1_800_000_000_000;

/** Medians of all rounds, in ms. */
export interface Timing {
  readonly length: number;
  readonly append: number;
  readonly page: number;
  readonly newest: number;
}

/**
 * Alternates appends and reads in conversations of each length. The lengths take turns, so that other activity on the
 * machine affects all of them alike.
 */
export async function measure(
  stores: Stores,
  filled: readonly Filled[],
  rounds: number,
): Promise<readonly Timing[]> {
  const lengths = [...new Set(filled.map(({ length }) => length))];
  const taken = new Map(
    lengths.map((length) => [
      length,
      { append: [] as number[], page: [] as number[], newest: [] as number[] },
    ]),
  );
  for (let round = 0; round < rounds; round++)
    for (const [length, times] of taken) {
      const same = filled.filter((one) => one.length === length);
      const one = same[round % same.length];
      if (one === undefined) throw new Error('nothing was filled');
      const from = 1 + Math.floor(Math.random() * Math.max(1, length - PAGE));
      times.append.push(
        await timed(() => stores.conversations.append(messageIn(one.conversation, one.owner, round), NOW)),
      );
      times.page.push(
        await timed(() => stores.conversations.entries(one.conversation, from, from + PAGE - 1)),
      );
      times.newest.push(
        await timed(() => stores.conversations.entries(one.conversation, length - PAGE, length)),
      );
    }
  return [...taken].map(([length, { append, page, newest }]) => ({
    length,
    append: median(append),
    page: median(page),
    newest: median(newest),
  }));
}

/** How long some work takes, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}
