import { ParleyError } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { StoredSession } from './session-store.ts';
import type { TokenClaims } from './token-codec.ts';

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
  return { claims, session };
}
