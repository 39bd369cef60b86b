import { ParleyError, type Entry, type GroupMessage, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from '../log/append.ts';
import { isDerivedId } from '../groups/derived-id.ts';

/**
 * Appends to a group.
 * @param via the connection that gets the entry as its answer
 * @throws ParleyError `E_NOT_FOUND` if it is no group, `E_NOT_A_MEMBER`, `E_CONVERSATION_ENDED`, `E_TARGET`
 */
export async function sendGroup(
  context: Pick<Context, 'conversations' | 'publisher' | 'clock'>,
  uid: Uuid,
  { conversation, id, body, payload }: GroupMessage,
  via?: string,
): Promise<Entry> {
  if (isDerivedId(conversation)) throw new ParleyError('E_NOT_FOUND');
  return append(context, { conversation, id, sender: uid, body, payload }, via);
}
