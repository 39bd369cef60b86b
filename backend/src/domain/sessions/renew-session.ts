import { ParleyError, TIMING } from '@parley/protocol';
import type { Context } from '../context.ts';
import { activeUser } from './current-session.ts';
import type { StoredSession } from './session-store.ts';
import { slides } from './slides.ts';
import { withToken, type StartedSession } from './start-session.ts';

/**
 * A fresh token for a session, whose full lifetime starts again, unless it is that of a machine without a password.
 * @throws ParleyError `E_SESSION_ENDED`
 */
export async function renewSession(
  context: Pick<Context, 'users' | 'sessions' | 'tokens' | 'clock'>,
  session: StoredSession,
): Promise<StartedSession> {
  const user = await activeUser(context, session.uid);
  const now = context.clock();
  const expiresAt = slides(session) ? now + TIMING.session : session.expiresAt;
  if (!(await context.sessions.renew(session.sid, now, expiresAt))) throw new ParleyError('E_SESSION_ENDED');
  return withToken(context, session, user);
}
