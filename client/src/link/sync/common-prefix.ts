import { CodedError, type Entry, type Uuid } from '@parley/protocol';
import type { Window } from '../../model/stored-conversation.ts';
import type { LogContext } from './log-context.ts';

/**
 * The last held entry that is also in the server's log, found by asking whether the server knows the chain there.
 * Chains agree up to one point and never after it, so that a binary search finds it.
 * @returns undefined if the held entries and the server's log have nothing in common
 */
export async function lastCommonEntry(
  context: LogContext,
  conversation: Uuid,
  window: Window,
): Promise<Entry | undefined> {
  const held = await context.storage.readEntries(conversation, window.first, window.last);
  let [common, unknown] = [-1, held.length];
  while (unknown - common > 1) {
    const middle = Math.floor((common + unknown) / 2);
    const entry = held[middle];
    if (entry !== undefined && (await isKnown(context, entry))) common = middle;
    else unknown = middle;
  }
  return held[common];
}

async function isKnown(context: LogContext, { conversation, seq, chain }: Entry): Promise<boolean> {
  try {
    await context.sync({ direction: 'after', conversation, seq, chain, limit: 1 });
    return true;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'E_LOG_DIVERGED') return false;
    throw error;
  }
}
