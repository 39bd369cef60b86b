import { TIMING, type Device, type Session, type User } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { StoredSession } from './session-store.ts';

/** A session with a fresh token for it. */
export interface StartedSession {
  readonly session: Session;
  readonly token: string;
}

/** Begins a session for a user who has proved their identity. If they have too many, the ones unused for longest end. */
export async function startSession(
  context: Pick<Context, 'sessions' | 'publisher' | 'tokens' | 'random' | 'clock'>,
  user: User,
  device: Device,
): Promise<StartedSession> {
  const now = context.clock();
  const stored = {
    sid: context.random.uuid(),
    uid: user.uid,
    device,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + TIMING.session,
  };
  context.publisher.sessionsEnded(await context.sessions.create(stored));
  return withToken(context, stored, user);
}

/** A live session with a fresh token for it. */
export async function withToken(
  { tokens, clock }: Pick<Context, 'tokens' | 'clock'>,
  { sid, uid, device, grant, expiresAt: end }: StoredSession,
  user: User,
): Promise<StartedSession> {
  const issuedAt = inSeconds(clock());
  // Sessions of machines do not slide: their tokens last as long as they do.
  const expiresAt = grant === undefined ? issuedAt + tokens.lifetime : inSeconds(end);
  const token = tokens.sign({ uid, sid, username: user.username, issuedAt, expiresAt });
  return { session: { sid, device, user, tokenIssuedAt: issuedAt, tokenExpiresAt: expiresAt }, token };
}

/** A token counts in seconds. */
function inSeconds(time: number): number {
  return Math.floor(time / 1_000) * 1_000;
}
