import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { StoredSession } from './session-store.ts';
import { slides } from './slides.ts';
import type { TokenClaims } from './token-codec.ts';

/** How exactly the last use is noted, in ms: each time is a write. */
const USE_NOTED = 60_000;

/** A user with a valid token and a live session. */
export interface Authenticated {
  readonly claims: TokenClaims;
  readonly session: StoredSession;
}

/**
 * The user that a token belongs to.
 * @throws ParleyError `E_UNAUTHENTICATED`, `E_SESSION_ENDED`
 */
export async function authenticate(
  { tokens, sessions, clock }: Pick<Context, 'tokens' | 'sessions' | 'clock'>,
  token: string,
): Promise<Authenticated> {
  const claims = tokens.verify(token);
  const session = await sessions.find(claims.sid, clock());
  if (session?.uid !== claims.uid) throw new ParleyError('E_SESSION_ENDED');
  await noteUse({ sessions, clock }, session);
  return { claims, session };
}

/** Administrators see when a token of a machine was used last. Others note it when they are renewed. */
async function noteUse(
  { sessions, clock }: Pick<Context, 'sessions' | 'clock'>,
  session: StoredSession,
): Promise<void> {
  const { sid, lastSeenAt, createdAt, expiresAt } = session;
  const now = clock();
  const isNoted = now - lastSeenAt < USE_NOTED && lastSeenAt > createdAt;
  if (slides(session) || isNoted) return;
  // A token that is used in the very moment of its making was used, too.
  await sessions.renew(sid, Math.max(now, createdAt + 1), expiresAt);
}
