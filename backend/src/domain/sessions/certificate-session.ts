import { ParleyError, TIMING, uuidV8, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { sha256 } from '../sha256.ts';
import { isMachine } from '../users/is-machine.ts';
import type { StoredSession } from './session-store.ts';

/**
 * The session of a user with a client certificate; every connection extends it. All such connections of a user share one
 * session, shown in their list like any other. Ending it closes them, and the certificate opens a new one.
 * @throws ParleyError `E_UNAUTHENTICATED` for an unknown user, `E_ACCOUNT_DEACTIVATED`
 */
export async function certificateSession(
  { users, sessions, publisher, clock }: Pick<Context, 'users' | 'sessions' | 'publisher' | 'clock'>,
  username: string,
): Promise<Pick<StoredSession, 'uid' | 'sid'>> {
  const account = await users.byUsername(username);
  // A machine has scopes, which a certificate does not name.
  if (account === undefined || isMachine(account.user)) throw new ParleyError('E_UNAUTHENTICATED');
  if (account.user.removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  const now = clock();
  const { uid } = account.user;
  const sid = derivedId('session', uid);
  const expiresAt = now + TIMING.session;
  if (await sessions.renew(sid, now, expiresAt)) return { uid, sid };
  const device = { id: derivedId('device', uid), name: 'Client certificate' };
  try {
    const session = { sid, uid, device, createdAt: now, lastSeenAt: now, expiresAt };
    publisher.sessionsEnded(await sessions.create(session));
  } catch (error) {
    // Another connection may have created it first.
    if ((await sessions.find(sid, now)) === undefined) throw error;
  }
  await endIfDeactivated({ users, sessions }, { uid, sid });
  return { uid, sid };
}

/** A deactivation ends all sessions that exist at that moment. A session that began just after it ends here. */
async function endIfDeactivated(
  { users, sessions }: Pick<Context, 'users' | 'sessions'>,
  { uid, sid }: Pick<StoredSession, 'uid' | 'sid'>,
): Promise<void> {
  const [user] = await users.byUid([uid]);
  if (user?.removed !== true) return;
  await sessions.end(uid, sid);
  throw new ParleyError('E_ACCOUNT_DEACTIVATED');
}

function derivedId(kind: 'session' | 'device', uid: Uuid): Uuid {
  return uuidV8(sha256(new TextEncoder().encode(`parley/v1/certificate-${kind}\0${uid}`)));
}
