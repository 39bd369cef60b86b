import type { Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Command } from './command.ts';

/**
 * Appends a command to its log and publishes the entry once it is durable. A retry returns the stored entry and publishes
 * nothing.
 * @throws ParleyError from `decide` and the store
 */
export async function append(
  { conversations, publisher, clock }: Pick<Context, 'conversations' | 'publisher' | 'clock'>,
  command: Command,
): Promise<Entry> {
  const appended = await conversations.append(command, clock());
  if (!appended.repeated) publisher.appended(appended);
  return appended.entry;
}
