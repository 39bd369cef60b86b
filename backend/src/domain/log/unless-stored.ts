import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Command } from './command.ts';

/**
 * Checks of a command that its log does not decide. A retry of a stored command passes them, whatever changed since: its
 * answer is the stored entry.
 * @throws ParleyError from the check
 */
export async function unlessStored(
  { conversations }: Pick<Context, 'conversations'>,
  { conversation, sender, id }: Pick<Command, 'conversation' | 'sender' | 'id'>,
  check: () => Promise<void>,
): Promise<void> {
  try {
    await check();
  } catch (refusal) {
    if (!(refusal instanceof ParleyError)) throw refusal;
    if ((await conversations.find(conversation, sender, id)) === undefined) throw refusal;
  }
}
