import type { Entry } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Command } from './command.ts';

/**
 * Appends a command to its log and, once that is durable, tells everybody. A retry gets the stored entry and tells nobody.
 * @throws ParleyError what `decide` and the store refuse
 */
export async function append(
  { conversations, publisher, clock }: Pick<Context, 'conversations' | 'publisher' | 'clock'>,
  command: Command,
): Promise<Entry> {
  const appended = await conversations.append(command, clock());
  if (!appended.repeated) publisher.appended(appended);
  return appended.entry;
}
