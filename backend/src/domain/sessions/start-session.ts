import { TIMING, type Device, type Session, type User } from '@parley/protocol';
import type { Context } from '../context.ts';
import { beginGrant } from '../machines/begin-grant.ts';
import { storedMachine } from '../machines/stored-machine.ts';
import { isMachine } from '../users/is-machine.ts';
import type { StoredSession } from './session-store.ts';
import { slides } from './slides.ts';

/** A session with a fresh token for it. */
export interface StartedSession {
  readonly session: Session;
  readonly token: string;
}

/**
 * Begins a session for a user who has proved their identity. If they have too many, the ones unused for longest end. That of a machine
 * may do what the machine may.
 * @throws ParleyError `E_ACCOUNT_DEACTIVATED`, `E_SCOPE` for a machine that was suspended or limited in this moment
 */
export async function startSession(
  context: Pick<Context, 'sessions' | 'machines' | 'publisher' | 'tokens' | 'random' | 'clock'>,
  user: User,
  device: Device,
): Promise<StartedSession> {
  const now = context.clock();
  const expiresAt = now + TIMING.session;
  if (isMachine(user)) {
    const { uid } = user;
    const { scopes } = (await storedMachine(context, uid)).details;
    const grant = { kind: 'password', scopes } as const;
    return withToken(context, await beginGrant(context, { uid, device, grant, expiresAt }), user);
  }
  const stored = {
    sid: context.random.uuid(),
    uid: user.uid,
    device,
    createdAt: now,
    lastSeenAt: now,
    expiresAt,
  };
  context.publisher.sessionsEnded(await context.sessions.create(stored));
  return withToken(context, stored, user);
}

/** A live session with a fresh token for it. */
export async function withToken(
  { tokens, clock }: Pick<Context, 'tokens' | 'clock'>,
  session: StoredSession,
  user: User,
): Promise<StartedSession> {
  const { sid, uid, device } = session;
  const issuedAt = inSeconds(clock());
  // The token of a session that does not slide lasts as long as it does.
  const expiresAt = slides(session) ? issuedAt + tokens.lifetime : inSeconds(session.expiresAt);
  const token = tokens.sign({ uid, sid, username: user.username, issuedAt, expiresAt });
  return { session: { sid, device, user, tokenIssuedAt: issuedAt, tokenExpiresAt: expiresAt }, token };
}

/** A token counts in seconds. */
function inSeconds(time: number): number {
  return Math.floor(time / 1_000) * 1_000;
}
