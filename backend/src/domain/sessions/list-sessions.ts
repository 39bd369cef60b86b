import type { SessionInfo } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { StoredSession } from './session-store.ts';

/** All live sessions of the user of one of them, newest first. */
export async function listSessions(
  { sessions, clock }: Pick<Context, 'sessions' | 'clock'>,
  current: Pick<StoredSession, 'uid' | 'sid'>,
): Promise<SessionInfo[]> {
  const all = await sessions.ofUser(current.uid, clock());
  return all.map(({ sid, device, createdAt, lastSeenAt }) => ({
    sid,
    device,
    createdAt,
    lastSeenAt,
    current: sid === current.sid,
  }));
}
