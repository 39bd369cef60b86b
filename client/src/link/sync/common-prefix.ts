import { CodedError, type Entry, type Uuid } from '@parley/protocol';
import type { StoredConversation, Window } from '../../model/stored-conversation.ts';
import { inTime } from '../../platform/in-time.ts';
import { PATIENCE_MS } from '../opening/opening.ts';
import type { LogContext } from './log-context.ts';

/**
 * Forgets what is held and the server's log has not.
 * @param isLost whether an error says that the server knows nothing of this log
 * @returns the last common entry, if there is one, and the conversation without what followed it
 */
export async function truncateToCommon(
  context: LogContext,
  id: Uuid,
  window: Window,
  isLost: (error: CodedError) => boolean,
): Promise<{ readonly common: Entry | undefined; readonly conversation: StoredConversation }> {
  const common = await lastCommonEntry(context, id, window).catch((error: unknown) => {
    if (error instanceof CodedError && isLost(error)) return undefined;
    throw error;
  });
  const { windows, reopening, clock } = context;
  // What gets lost is offered again, and people want to read what they are offered.
  await inTime(reopening.tryPart(id, (common?.seq ?? 0) + 1, window.last), clock, PATIENCE_MS);
  return { common, conversation: await windows.truncate(id, common?.seq) };
}

/**
 * The last held entry that is also in the server's log, found by asking whether the server knows the chain there.
 * Chains agree up to one point and never after it, so that a binary search finds it.
 * @returns undefined if the held entries and the server's log have nothing in common
 */
async function lastCommonEntry(
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
