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

/** A live session with a fresh token. */
export async function withToken(
  { tokens, clock }: Pick<Context, 'tokens' | 'clock'>,
  { sid, uid, device }: StoredSession,
  user: User,
): Promise<StartedSession> {
  const issuedAt = Math.floor(clock() / 1_000) * 1_000; // A token counts in seconds.
  const expiresAt = issuedAt + tokens.lifetime;
  const token = tokens.sign({ uid, sid, username: user.username, issuedAt, expiresAt });
  return { session: { sid, device, user, tokenIssuedAt: issuedAt, tokenExpiresAt: expiresAt }, token };
}
