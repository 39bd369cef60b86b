import { ParleyError, type Session, type User, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Authenticated } from './authenticate.ts';

/** The session that a token belongs to, as its client sees it. */
export async function currentSession(
  context: Pick<Context, 'users'>,
  { claims, session }: Authenticated,
): Promise<Session> {
  return {
    sid: session.sid,
    device: session.device,
    user: await activeUser(context, session.uid),
    tokenIssuedAt: claims.issuedAt,
    tokenExpiresAt: claims.expiresAt,
  };
}

/**
 * The user of a session.
 * @throws ParleyError `E_SESSION_ENDED`, `E_ACCOUNT_DEACTIVATED`
 */
export async function activeUser({ users }: Pick<Context, 'users'>, uid: Uuid): Promise<User> {
  const [user] = await users.byUid([uid]);
  if (user === undefined) throw new ParleyError('E_SESSION_ENDED');
  if (user.removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  return user;
}
