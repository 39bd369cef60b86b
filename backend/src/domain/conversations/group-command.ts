import { ParleyError, type Body, type Entry, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { append } from './append.ts';
import { isDerivedId } from './derived-id.ts';

/** What the use cases of an existing group work with. */
export type GroupContext = Pick<Context, 'conversations' | 'publisher' | 'clock'>;

/** Who asks for a change of which group, under which id of his choice. */
export interface GroupCommand {
  readonly uid: Uuid;
  readonly conversation: Uuid;
  readonly id: Uuid;
}

/**
 * Appends a change of its membership, name or life to a group.
 * @throws ParleyError `E_NOT_FOUND` for what is no group, and what `decide` refuses
 */
export async function changeGroup(
  context: GroupContext,
  { uid, conversation, id }: GroupCommand,
  body: Body,
): Promise<Entry> {
  if (isDerivedId(conversation)) throw new ParleyError('E_NOT_FOUND');
  return append(context, { conversation, id, sender: uid, body });
}
