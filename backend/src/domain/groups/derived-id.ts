import { ANNOUNCEMENTS, isDirectId, type Uuid } from '@parley/protocol';

/**
 * Whether an id is computed (UUID version 8: direct conversations, announcements) instead of drawn at random.
 * Groups must not have such ids: otherwise a group could take the id of other people's direct conversation.
 */
export function isDerivedId(conversation: Uuid): boolean {
  return isDirectId(conversation) || conversation === ANNOUNCEMENTS;
}
