import type { MarkBatch, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/** Moves a user's marks forward and tells the others. Skips marks that do not move or that the user may not move. */
export async function moveMarks(
  { conversations, publisher }: Pick<Context, 'conversations' | 'publisher'>,
  uid: Uuid,
  { kind, marks }: MarkBatch & { readonly kind: 'delivered' | 'read' },
): Promise<void> {
  const moved = await conversations.moveMarks(uid, kind, marks);
  if (moved.length > 0) publisher.marksMoved(moved);
}
