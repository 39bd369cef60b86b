import { ParleyError, TIMING, type Scopes, type Uuid } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { authenticate } from '../../domain/sessions/authenticate.ts';
import { certificateSession } from '../../domain/sessions/certificate-session.ts';
import type { Handshake } from '../connections.ts';

/** The session of a connection, and its end. */
export interface Identity {
  readonly uid: Uuid;
  readonly sid: Uuid;
  /** None for a client certificate: its sessions share a name that is in no key log. */
  readonly device: Uuid | undefined;
  /** ms */
  readonly expiresAt: number;
  /** What a machine may do; missing for people. */
  readonly scopes: Scopes | undefined;
}

/**
 * The session of a new connection: by its token, or by a client certificate.
 * @throws ParleyError `E_UNAUTHENTICATED`, `E_SESSION_ENDED`
 */
export async function authenticateHandshake(
  context: Pick<Context, 'tokens' | 'sessions' | 'publisher' | 'users' | 'clock'>,
  { token, certificateUser }: Handshake,
): Promise<Identity> {
  if (token !== undefined) {
    const { claims, session } = await authenticate(context, token);
    const { sid, device, grant } = session;
    return { uid: claims.uid, sid, device: device.id, expiresAt: claims.expiresAt, scopes: grant?.scopes };
  }
  if (certificateUser === undefined) throw new ParleyError('E_UNAUTHENTICATED');
  const { uid, sid } = await certificateSession(context, certificateUser);
  const expiresAt = context.clock() + TIMING.session;
  return { uid, sid, device: undefined, expiresAt, scopes: undefined };
}
