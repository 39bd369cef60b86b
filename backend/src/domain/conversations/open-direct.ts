import { ParleyError, type Body, type Protection, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from '../log/append.ts';
import type { Command } from '../log/command.ts';
import { nextEntry } from '../log/next-entry.ts';

/**
 * Makes sure that the direct conversation of two users exists. If both open it at once, one of them creates it.
 * @param first what it is opened for: where the conversation would refuse that, it does not come into being
 * @throws ParleyError `E_NOT_FOUND` if the peer does not exist, and what `first` is refused with
 */
export async function openDirect(
  context: Pick<Context, 'conversations' | 'users' | 'publisher' | 'clock'>,
  [uid, peer]: readonly [Uuid, Uuid],
  first: Command,
): Promise<void> {
  const [user] = await context.users.byUid([peer]);
  if (user === undefined || user.removed) throw new ParleyError('E_NOT_FOUND');
  const { conversation, body } = first;
  const created = createdBy([uid, peer], body.kind === 'keys' ? 'sealed' : 'open');
  const creation = { conversation, id: conversation, sender: uid, body: created };
  const { state } = nextEntry(undefined, creation, {}, context.clock());
  nextEntry(state, first, {}, context.clock());
  try {
    await append(context, creation);
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
