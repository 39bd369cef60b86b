import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Author, Command } from '../log/command.ts';
import { unlessStored } from '../log/unless-stored.ts';

/**
 * Readers refuse what a revoked device signs, once its account vouches for the revocation, so it must not be acknowledged: a node that has
 * not heard yet of the end of the device's session would do so.
 * @throws ParleyError `E_SESSION_ENDED`
 */
export async function checkSession(
  context: Pick<Context, 'conversations' | 'sessions' | 'clock'>,
  { sid }: Author,
  command: Command,
): Promise<void> {
  if (sid === undefined || command.payload?.kind !== 'sealed') return;
  await unlessStored(context, command, async () => {
    const session = await context.sessions.find(sid, context.clock());
    if (session === undefined) throw new ParleyError('E_SESSION_ENDED');
  });
}
