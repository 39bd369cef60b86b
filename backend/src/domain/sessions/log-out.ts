import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { StoredSession } from './session-store.ts';

/** Ends a session at the user's request and closes its sockets. */
export async function logOut(
  context: Pick<Context, 'sessions' | 'publisher' | 'audit' | 'clock'>,
  { uid, sid }: Pick<StoredSession, 'uid' | 'sid'>,
): Promise<void> {
  if (!(await context.sessions.end(uid, sid))) return;
  context.publisher.sessionsEnded([sid]);
  await record(context, { kind: 'logout', uid });
}
