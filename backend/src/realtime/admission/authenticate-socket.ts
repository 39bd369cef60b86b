import { ParleyError, TIMING, type Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { authenticate } from '../../domain/sessions/authenticate.ts';
import { certificateSession } from '../../domain/sessions/certificate-session.ts';
import { certificateUser } from '../../security/certificate-user.ts';
import type { Doors } from '../../security/doors.ts';
import { requestTokens } from '../../security/request-tokens.ts';
import type { ChatSocket } from '../socket-io/chat-server.ts';

/** The session of a socket, and its end. */
export interface SocketIdentity {
  readonly uid: Uuid;
  readonly sid: Uuid;
  /** ms */
  readonly expiresAt: number;
}

/**
 * The session of a new socket: by a token in the handshake, in the `auth-token` or `Authorization` header or in the
 * cookie, or by a client certificate that the proxy checked. A cookie counts only with an allowed Origin.
 * @throws ParleyError `E_UNAUTHENTICATED`, `E_SESSION_ENDED`
 */
export async function authenticateSocket(
  context: Pick<Context, 'tokens' | 'sessions' | 'publisher' | 'users' | 'clock'>,
  socket: ChatSocket,
  doors: Doors,
): Promise<SocketIdentity> {
  const token = tokenOf(socket, doors);
  if (token !== undefined) {
    const { claims } = await authenticate(context, token);
    return { uid: claims.uid, sid: claims.sid, expiresAt: claims.expiresAt };
  }
  const username = certificateUser(socket.request, doors);
  if (username === undefined) throw new ParleyError('E_UNAUTHENTICATED');
  const { uid, sid } = await certificateSession(context, username);
  return { uid, sid, expiresAt: context.clock() + TIMING.session };
}

function tokenOf({ handshake, request }: ChatSocket, { cookieName }: Doors): string | undefined {
  const given: unknown = handshake.auth.token;
  if (typeof given === 'string' && given !== '') return given;
  const { header, cookie } = requestTokens(request, cookieName);
  return header ?? (request.headers.origin === undefined ? undefined : cookie);
}
