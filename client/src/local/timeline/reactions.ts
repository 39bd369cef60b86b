import type { ReactionContent, Uuid } from '@parley/protocol';
import { contentOf, type HeldEntry } from '../../model/held-entry.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { Reaction } from '../../model/timeline.ts';

/** Different emoji on one message: more than people want, and not so many that they bury what others wrote. */
const EMOJI_MAX = 50;

/** The reactions that remain after all were added and taken back, in the order in which each emoji first appeared. */
export function reactionsOf(
  changes: readonly HeldEntry[],
  waiting: readonly OutboxItem[],
  me: Uuid,
): readonly Reaction[] {
  const byEmoji = new Map<string, Set<Uuid>>();
  const apply = (uid: Uuid, { emoji, on }: ReactionContent) => {
    const uids = byEmoji.get(emoji) ?? new Set();
    if (on) uids.add(uid);
    else uids.delete(uid);
    byEmoji.set(emoji, uids);
  };
  for (const entry of changes) for (const reaction of storedReaction(entry)) apply(entry.sender, reaction);
  for (const item of waiting) for (const reaction of waitingReaction(item)) apply(me, reaction);
  return [...byEmoji]
    .filter(([, uids]) => uids.size > 0)
    .slice(0, EMOJI_MAX)
    .map(([emoji, uids]) => ({ emoji, uids: [...uids] }));
}

function storedReaction(entry: HeldEntry): ReactionContent[] {
  const content = entry.body.kind === 'reaction' ? contentOf(entry) : undefined;
  return content?.type === 'reaction' ? [content] : [];
}

function waitingReaction({ task }: OutboxItem): ReactionContent[] {
  return task.kind === 'append' && task.content?.type === 'reaction' ? [task.content] : [];
}
