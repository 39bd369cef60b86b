import { ParleyError, type Body, type Protection, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from '../log/append.ts';

/**
 * Makes sure that the direct conversation of two users exists. If both open it at once, one of them creates it.
 * @param log the id, as `directConversationId` computes it, and whether it begins sealed
 * @throws ParleyError `E_NOT_FOUND` if the peer does not exist
 */
export async function openDirect(
  context: Pick<Context, 'conversations' | 'users' | 'publisher' | 'clock'>,
  { conversation, protection }: { readonly conversation: Uuid; readonly protection: Protection },
  [uid, peer]: readonly [Uuid, Uuid],
): Promise<void> {
  const [user] = await context.users.byUid([peer]);
  if (user === undefined || user.removed) throw new ParleyError('E_NOT_FOUND');
  try {
    await append(context, {
      conversation,
      id: conversation,
      sender: uid,
      body: createdBy([uid, peer], protection),
    });
  } catch (error) {
    if (!(error instanceof ParleyError) || error.code !== 'E_CONVERSATION_EXISTS') throw error;
  }
}

function createdBy(uids: readonly Uuid[], protection: Protection): Body {
  return {
    kind: 'created',
    type: 'direct',
    visibility: 'private',
    protection,
    history: 'fromJoin',
    members: [...new Set(uids)].map((uid) => ({ uid, role: 'member' })),
  };
}
