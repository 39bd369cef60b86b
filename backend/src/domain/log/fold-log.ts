import { fold, ParleyError, type ConversationState, type Entry } from '@parley/protocol';

/**
 * The state after more stored entries of a log.
 * @throws ParleyError `E_LOG_DAMAGED` if an entry is missing
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
