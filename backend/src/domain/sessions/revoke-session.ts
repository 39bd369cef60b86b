import { ParleyError, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';

/**
 * Ends one of a user's own sessions and closes its sockets.
 * @throws ParleyError `E_NOT_FOUND` if it is not one of theirs
 */
export async function revokeSession(
  context: Pick<Context, 'sessions' | 'publisher' | 'audit' | 'clock'>,
  uid: Uuid,
  sid: Uuid,
): Promise<void> {
  if (!(await context.sessions.end(uid, sid))) throw new ParleyError('E_NOT_FOUND');
  context.publisher.sessionsEnded([sid]);
  await record(context, { kind: 'session_revoked', uid, details: { sid } });
}
