import { LIMITS } from '@parley/protocol/core';
import type { HeldLog } from './held-log.ts';
import { lookAround, type LookBack, type ReadableDeps } from './look-back.ts';
import { MessageLookup, type LookupDeps } from './message-lookup.ts';

/** Places this far below the window are reached by moving its beginning there: three pages. */
const NEAR = 3 * LIMITS.pageEntries;

/**
 * Makes a place below the window readable.
 * @param back the look-back so far
 * @returns the look-back in which it can be read; undefined if the window now begins there, or nothing can be read there
 */
export async function reach(
  seq: number,
  held: HeldLog,
  back: LookBack | undefined,
  deps: ReadableDeps,
): Promise<LookBack | undefined> {
  if (back?.covers(seq) === true) return back;
  if (held.window === undefined) await (await deps.server.log(deps.id)).start();
  const { window, head } = held.stored ?? {};
  const isFar = window !== undefined && window.first - seq > NEAR;
  const isOpen = head?.protection === 'open' && deps.sealed.get().get(deps.id)?.protection !== 'sealed';
  const found = isFar && isOpen ? await lookAround(seq, deps) : undefined;
  if (found === undefined) await fetchBackTo(seq, held);
  return found === false ? undefined : found;
}

/** Finds messages by their `seq`. @param inBackground resolves also if the task fails */
export function createLookup(
  held: HeldLog,
  deps: Omit<LookupDeps, 'fetchBackTo'>,
  inBackground: (task: Promise<void>) => Promise<unknown>,
): MessageLookup {
  return new MessageLookup({ ...deps, fetchBackTo: (seq) => inBackground(fetchBackTo(seq, held)) });
}

/** Moves the beginning of the window. */
async function fetchBackTo(seq: number, held: HeldLog): Promise<void> {
  while ((held.window?.first ?? 0) > seq && !held.atBottom) await held.loadOlder(LIMITS.pageEntries);
}
