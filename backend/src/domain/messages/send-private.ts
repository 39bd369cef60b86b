import { ParleyError, type Entry, type PrivateMessage } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from '../log/append.ts';
import { isDirectOf } from '../conversations/is-direct-of.ts';
import { checkNotMuted } from '../moderation/check-not-muted.ts';
import { checkKeysEntry } from '../keys/check-keys-entry.ts';
import type { Author } from '../log/command.ts';
import { checkSession } from './check-session.ts';
import { checkSimplySealed } from './check-simply-sealed.ts';
import { openDirect } from '../conversations/open-direct.ts';

/**
 * Appends to the direct conversation with a peer, which the first message creates.
 * If that is the keys of the first epoch, the conversation is sealed from its first entry on.
 * A blocked sender gets the same answer as anyone: the message is stored, and the blocker's client hides it.
 * @param via the connection that gets the entry as its answer
 * @throws ParleyError `E_BAD_REQUEST` if conversation and peer do not belong together, `E_NOT_FOUND` for an unknown peer,
 *   `E_MUTED`, those of `append`, `E_SIMPLE_SEALING`, and where it is sealed `E_UNSIGNED`, `E_KEY_EPOCH`, `E_NO_KEYS`, `E_SESSION_ENDED`
 */
export async function sendPrivate(
  context: Pick<
    Context,
    'conversations' | 'users' | 'sessions' | 'keys' | 'mutedPeople' | 'publisher' | 'clock'
  >,
  author: Author,
  { conversation, peer, id, body, payload }: PrivateMessage,
  via?: string,
): Promise<Entry> {
  const { uid, device } = author;
  if (!isDirectOf(conversation, uid, peer)) throw new ParleyError('E_BAD_REQUEST');
  const command = { conversation, id, sender: uid, device, body, payload };
  await checkNotMuted(context, command);
  await checkSession(context, author, command);
  await checkKeysEntry(context, command, [...new Set([uid, peer])]);
  await checkSimplySealed(context, command, [uid, peer]);
  try {
    return await append(context, command, via);
  } catch (error) {
    // Only the first message finds no conversation; so all others skip the question whether one exists.
    if (!(error instanceof ParleyError) || error.code !== 'E_NOT_FOUND') throw error;
    await openDirect(context, [uid, peer], command);
    return append(context, command, via);
  }
}
