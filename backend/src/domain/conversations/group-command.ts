import { ParleyError, type Body, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from './append.ts';
import { isDerivedId } from './derived-id.ts';

/** What the use cases of an existing group work with. */
export type GroupContext = Pick<Context, 'conversations' | 'publisher' | 'clock'>;

/** A requested change of a group: who asks, which group, and the client's id for the command. */
export interface GroupCommand {
  readonly uid: Uuid;
  readonly conversation: Uuid;
  readonly id: Uuid;
}

/**
 * Appends a change of membership, name or life of a group.
 * @throws ParleyError `E_NOT_FOUND` if it is no group, and refusals of `decide`
 */
export async function changeGroup(
  context: GroupContext,
  { uid, conversation, id }: GroupCommand,
  body: Body,
): Promise<Entry> {
  if (isDerivedId(conversation)) throw new ParleyError('E_NOT_FOUND');
  return append(context, { conversation, id, sender: uid, body });
}
