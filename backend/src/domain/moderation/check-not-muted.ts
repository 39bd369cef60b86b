import type { Context } from '../context.ts';
import type { Command } from '../log/command.ts';
import { refused } from '../log/refusal.ts';
import { unlessStored } from '../log/unless-stored.ts';

/** What somebody says that the administrators have muted. They may still delete, leave, and read. */
const SPOKEN: ReadonlySet<string> = new Set(['message', 'edit', 'reaction']);

/**
 * Keeps whom the administrators have muted from saying something anywhere on the server.
 * @throws ParleyError `E_MUTED` with the time until it ends
 */
export async function checkNotMuted(
  context: Pick<Context, 'conversations' | 'reports' | 'clock'>,
  command: Pick<Command, 'conversation' | 'sender' | 'id' | 'body'>,
): Promise<void> {
  if (!SPOKEN.has(command.body.kind)) return;
  await unlessStored(context, command, async () => {
    const now = context.clock();
    const until = await context.reports.mutedUntil(command.sender, now);
    if (until !== undefined) throw refused({ code: 'E_MUTED', until }, now);
  });
}
