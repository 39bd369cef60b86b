import { changesRoster, epochsAfter, type ConversationState, type Entry } from '@parley/protocol';
import type { StoredHead } from '../../model/stored-conversation.ts';

/**
 * The roster and the newest epoch of a conversation, as its server folds them.
 * @param head whose two may be older than the entries
 * @param entries the roster list and the keys that are held, in rising order
 */
export function serverEpochs(
  { roster, epoch }: Pick<StoredHead, 'roster' | 'epoch'>,
  entries: readonly Entry[],
): Pick<ConversationState, 'roster' | 'epoch'> {
  // Whatever moves one of the two becomes the last roster or the last part: the head has everything up to here.
  const known = Math.max(roster ?? 0, epoch?.lastPart ?? 0);
  const later = entries.filter(
    ({ seq, body }) => seq > known && (body.kind === 'keys' || changesRoster(body.kind)),
  );
  const after = later.reduce<Pick<ConversationState, 'roster' | 'epoch'>>(
    (state, entry) => ({ ...state, ...epochsAfter(state, entry) }),
    { roster, epoch },
  );
  return { roster: after.roster, epoch: after.epoch };
}
