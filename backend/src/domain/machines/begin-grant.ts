import { ParleyError, type Device, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Grant, StoredSession } from '../sessions/session-store.ts';
import { endUnusedLogins } from './end-unused-logins.ts';
import { areWithin } from './scopes.ts';
import { storedMachine } from './stored-machine.ts';

/** The operator's tools have no publisher: a server finds out what ended at its next tick. */
export type GrantContext = Pick<Context, 'machines' | 'sessions' | 'random' | 'clock'> &
  Partial<Pick<Context, 'publisher'>>;

interface NewGrant {
  readonly uid: Uuid;
  readonly device: Device;
  readonly grant: Grant;
  /** ms */
  readonly expiresAt: number;
}

/**
 * Begins a session of a machine. It ends at once where the machine was suspended meanwhile, or may do less than before.
 * @throws ParleyError `E_NOT_FOUND`, `E_ACCOUNT_DEACTIVATED` while it is suspended, `E_SCOPE` for more than it may do
 */
export async function beginGrant(
  context: GrantContext,
  { uid, device, grant, expiresAt }: NewGrant,
): Promise<StoredSession> {
  const { sessions, publisher, random, clock } = context;
  await checkAllowed(context, uid, grant);
  const now = clock();
  const sid = random.uuid();
  const session = { sid, uid, device, createdAt: now, lastSeenAt: now, expiresAt, grant };
  const ended = await sessions.create(session);
  publisher?.sessionsEnded(ended);
  try {
    await checkAllowed(context, uid, grant);
  } catch (error) {
    await sessions.end(uid, sid);
    throw error;
  }
  await endUnusedLogins(context, session);
  return session;
}

async function checkAllowed(context: GrantContext, uid: Uuid, { scopes }: Grant): Promise<void> {
  const { user, details } = await storedMachine(context, uid);
  if (user.removed) throw new ParleyError('E_ACCOUNT_DEACTIVATED');
  if (!areWithin(scopes, details.scopes)) throw new ParleyError('E_SCOPE');
}
