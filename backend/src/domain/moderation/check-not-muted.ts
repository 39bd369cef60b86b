import type { Context } from '../context.ts';
import type { Command } from '../log/command.ts';
import { refused } from '../log/refusal.ts';
import { unlessStored } from '../log/unless-stored.ts';

/** What somebody says, also in names and descriptions, that the administrators have muted. They may still delete, leave, and read. */
const SPOKEN: ReadonlySet<string> = new Set(['message', 'edit', 'reaction', 'renamed', 'described']);

/**
 * Keeps whom the administrators have muted from saying something anywhere on the server.
 * @throws ParleyError `E_MUTED` with the time until it ends
 */
export async function checkNotMuted(
  context: Pick<Context, 'conversations' | 'mutedPeople' | 'clock'>,
  command: Pick<Command, 'conversation' | 'sender' | 'id' | 'body'>,
): Promise<void> {
  if (!SPOKEN.has(command.body.kind)) return;
  const until = context.mutedPeople.until(command.sender);
  if (until === undefined) return;
  await unlessStored(context, command, () => {
    throw refused({ code: 'E_MUTED', until }, context.clock());
  });
}
