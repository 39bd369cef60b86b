import type { ConversationRow } from '@parley/client';

/** What an avatar stands for: initials, or the icon of this name. */
export type AvatarKind = 'person' | 'group' | 'room';

export function avatarKindOf({ type, isRoom }: Pick<ConversationRow, 'type' | 'isRoom'>): AvatarKind {
  if (type === 'direct') return 'person';
  return isRoom ? 'room' : 'group';
}
