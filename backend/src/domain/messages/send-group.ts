import { ParleyError, type Entry, type GroupMessage } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from '../log/append.ts';
import { isDerivedId } from '../groups/derived-id.ts';
import { checkNotMuted } from '../moderation/check-not-muted.ts';
import { checkKeysEntry } from '../keys/check-keys-entry.ts';
import type { Author } from '../log/command.ts';
import { checkSession } from './check-session.ts';

/**
 * Appends to a group.
 * @param via the connection that gets the entry as its answer
 * @throws ParleyError `E_NOT_FOUND` if it is no group, `E_NOT_A_MEMBER`, `E_CONVERSATION_ENDED`, `E_TARGET`, `E_MUTED`,
 *   and in sealed ones `E_UNSIGNED`, `E_KEY_EPOCH`, `E_NO_KEYS`, `E_SESSION_ENDED`
 */
export async function sendGroup(
  context: Pick<
    Context,
    'conversations' | 'users' | 'sessions' | 'keys' | 'mutedPeople' | 'publisher' | 'clock'
  >,
  author: Author,
  { conversation, id, body, payload }: GroupMessage,
  via?: string,
): Promise<Entry> {
  if (isDerivedId(conversation)) throw new ParleyError('E_NOT_FOUND');
  const { uid, device } = author;
  const command = { conversation, id, sender: uid, device, body, payload };
  await checkNotMuted(context, command);
  await checkSession(context, author, command);
  await checkKeysEntry(context, command);
  return append(context, command, via);
}
