import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { TimelineItem } from '../../model/timeline.ts';
import type { PeopleDirectory } from '../people/people-directory.ts';

/** Of a blocked peer, what was read before the block. The read mark does not move while they are blocked. */
export function withoutBlocked(
  items: readonly TimelineItem[],
  stored: StoredConversation | undefined,
  people: Pick<PeopleDirectory, 'isBlocked'>,
): readonly TimelineItem[] {
  if (stored?.head.peer === undefined || !people.isBlocked(stored.head.peer)) return items;
  const { head, mark } = stored;
  return items.filter(
    (item) => item.kind === 'hidden' || item.sender !== head.peer || (item.seq ?? 0) <= mark.read,
  );
}
