import type { Uuid } from '@parley/protocol';
import { CALLS } from '@parley/protocol/core';
import type { TimelineItem } from '../../model/timeline.ts';

/** The users whose names an item shows. In rooms nothing else tells who they are; forwarded words may be those of strangers anywhere. */
export function peopleIn(item: TimelineItem): readonly Uuid[] {
  if (item.kind === 'hidden') return [];
  if (item.kind === 'notice') {
    const { sender, body } = item;
    return 'member' in body && typeof body.member === 'string' ? [sender, body.member] : [sender];
  }
  const { sender, deletedBy = sender, content, reactions } = item;
  const { forwardedFrom = sender, mentions = [] } = content ?? {};
  return [
    sender,
    deletedBy,
    forwardedFrom,
    ...mentions.filter((uid) => !CALLS.has(uid)),
    ...reactions.flatMap(({ uids }) => uids),
  ];
}
