import { fold, ParleyError, type ConversationState, type Entry } from '@parley/protocol';

/**
 * The state after some more entries of a log, as they are stored.
 * @throws ParleyError `E_LOG_DAMAGED` where one is missing
 */
export function foldLog(
  state: ConversationState | undefined,
  entries: readonly Entry[],
): ConversationState | undefined {
  try {
    return entries.reduce<ConversationState | undefined>((before, entry) => fold(before, entry), state);
  } catch (cause) {
    throw new ParleyError('E_LOG_DAMAGED', { cause });
  }
}
