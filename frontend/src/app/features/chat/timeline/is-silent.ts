import type { TimelineItem } from '@parley/client';
import type { ConversationType } from '@parley/protocol';

/** Whether an item shows nothing: "created" is only shown in groups, because nobody creates the other kinds. */
export function isSilent(item: TimelineItem, type: ConversationType): boolean {
  return item.kind === 'notice' && item.body.kind === 'created' && type !== 'group';
}
