import type { Entry } from '@parley/protocol';
import type { AuditEvent } from '../audit/audit-store.ts';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { Command } from './command.ts';
import type { Appended } from './next-entry.ts';

/** What appending works with. */
export type AppendContext = Pick<Context, 'conversations' | 'publisher' | 'clock'>;

/**
 * Appends a command to its log and publishes the entry once it is durable. A retry returns the stored entry and publishes
 * nothing.
 * @param via the connection that gets the entry as its answer
 * @throws ParleyError from `decide` and the store
 */
export async function append(context: AppendContext, command: Command, via?: string): Promise<Entry> {
  return (await appendOnce(context, command, via)).entry;
}

/** Appends a command like `append`, and writes its event into the audit log. A retry writes none: it changes nothing. */
export async function appendRecorded(
  context: AppendContext & Pick<Context, 'audit'>,
  command: Command,
  event: Pick<AuditEvent, 'kind' | 'details'>,
): Promise<Entry> {
  const { entry, repeated } = await appendOnce(context, command);
  const { conversation, sender } = command;
  const details = { conversation, ...event.details };
  if (!repeated) await record(context, { kind: event.kind, uid: sender, details });
  return entry;
}

async function appendOnce(
  { conversations, publisher, clock }: AppendContext,
  command: Command,
  via?: string,
): Promise<Appended> {
  const appended = await conversations.append(command, clock());
  if (!appended.repeated) publisher.appended(appended, via);
  return appended;
}
