import type { TimelineItem } from '@parley/client';
import type { ConversationType } from '@parley/protocol';

/** Whether an item shows nothing: only groups are created by somebody, the other conversations are just there. */
export function isSilent(item: TimelineItem, type: ConversationType): boolean {
  return item.kind === 'notice' && item.body.kind === 'created' && type !== 'group';
}
