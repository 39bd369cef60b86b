import type { Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';

/** The operator's tools have no publisher: servers close the sockets of ended sessions at their next tick. */
export type EndSessionsContext = Pick<Context, 'sessions'> & Partial<Pick<Context, 'publisher'>>;

/** Ends all sessions of a user and closes their sockets. */
export async function endAllSessions({ sessions, publisher }: EndSessionsContext, uid: Uuid): Promise<void> {
  const ended = await sessions.endSome(uid, { kind: 'others', except: undefined });
  publisher?.sessionsEnded(ended);
}
