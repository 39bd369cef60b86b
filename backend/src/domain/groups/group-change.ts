import { ParleyError, type Body, type Entry } from '@parley/protocol';
import type { AuditEvent } from '../audit/audit-store.ts';
import type { Context } from '../context.ts';
import { append, appendRecorded, type AppendContext } from '../log/append.ts';
import type { Command } from '../log/command.ts';
import { isDerivedId } from './derived-id.ts';

/** What the use cases of an existing group work with. */
export type GroupContext = AppendContext;

/** A change of a group that somebody asks for. */
export interface GroupChange<Kind extends Body['kind']> extends Command {
  readonly body: Extract<Body, { kind: Kind }>;
}

/**
 * Appends a change of membership, name or life of a group.
 * @throws ParleyError `E_NOT_FOUND` if it is no group, and refusals of `decide`
 */
export async function changeGroup(context: GroupContext, command: Command): Promise<Entry> {
  checkGroup(command);
  return append(context, command);
}

/**
 * Appends a change of a group, and writes its event into the audit log.
 * @throws ParleyError like `changeGroup`
 */
export async function changeGroupRecorded(
  context: GroupContext & Pick<Context, 'audit'>,
  command: Command,
  event: Pick<AuditEvent, 'kind' | 'details'>,
): Promise<Entry> {
  checkGroup(command);
  return appendRecorded(context, command, event);
}

function checkGroup({ conversation }: Command): void {
  if (isDerivedId(conversation)) throw new ParleyError('E_NOT_FOUND');
}
