import { ParleyError, type Body, type Entry, type Uuid } from '@parley/protocol';
import type { AuditEvent } from '../audit/audit-store.ts';
import type { Context } from '../context.ts';
import { append, appendRecorded, type AppendContext } from '../log/append.ts';
import type { Command } from '../log/command.ts';
import { isDerivedId } from './derived-id.ts';

/** What the use cases of an existing group work with. */
export type GroupContext = AppendContext;

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
export async function changeGroup(context: GroupContext, command: GroupCommand, body: Body): Promise<Entry> {
  return append(context, commandOf(command, body));
}

/**
 * Appends a change of a group, and writes its event into the audit log.
 * @throws ParleyError like `changeGroup`
 */
export async function changeGroupRecorded(
  context: GroupContext & Pick<Context, 'audit'>,
  command: GroupCommand,
  body: Body,
  event: Pick<AuditEvent, 'kind' | 'details'>,
): Promise<Entry> {
  return appendRecorded(context, commandOf(command, body), event);
}

function commandOf({ uid, conversation, id }: GroupCommand, body: Body): Command {
  if (isDerivedId(conversation)) throw new ParleyError('E_NOT_FOUND');
  return { conversation, id, sender: uid, body };
}
