import { ParleyError, type LoginRequest } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { LoginAttempt } from '../limits/attempts.ts';
import { withinAttempts } from '../limits/within-attempts.ts';
import type { Account } from '../users/user-store.ts';
import { checkProof } from '../passwords/check-proof.ts';
import { startSession, type StartedSession } from './start-session.ts';

type LoginContext = Pick<
  Context,
  | 'users'
  | 'sessions'
  | 'machines'
  | 'publisher'
  | 'challenges'
  | 'tokens'
  | 'attempts'
  | 'audit'
  | 'random'
  | 'clock'
  | 'rules'
>;

/**
 * Logs in with a proof of the password.
 * @param address of the client; failures are counted per address and per username
 * @throws ParleyError `E_LOGIN_FAILED`, `E_ACCOUNT_DEACTIVATED`, `E_CHALLENGE_EXPIRED`, `E_ORIGIN`, `E_RATE_LIMITED`
 */
export async function logIn(
  context: LoginContext,
  { username, proof, device }: LoginRequest,
  address: string,
): Promise<StartedSession> {
  const account = await checkWithLimits(context, { username, address }, () =>
    checkProof(context, username, proof),
  );
  const { user } = account;
  const started = await startSession(context, user, device);
  await endIfOutdated(context, account, started);
  await record(context, { kind: 'login', uid: user.uid, address, details: { device: device.name } });
  return started;
}

/** A new password and a deactivation end all sessions of that moment. A session that began just after it ends here. */
async function endIfOutdated(
  { users, sessions }: LoginContext,
  { user, credential }: Account,
  { session }: StartedSession,
): Promise<void> {
  const now = await users.byUsername(user.username);
  const isDeactivated = now?.user.removed === true;
  if (!isDeactivated && now?.credential.publicKey === credential.publicKey) return;
  await sessions.end(user.uid, session.sid);
  throw new ParleyError(isDeactivated ? 'E_ACCOUNT_DEACTIVATED' : 'E_LOGIN_FAILED');
}

/** Checks a password under the limits on guessing, and records failures. */
export async function checkWithLimits(
  context: Pick<Context, 'attempts' | 'audit' | 'clock'>,
  attempt: LoginAttempt,
  check: () => Promise<Account>,
): Promise<Account> {
  const { username, address } = attempt;
  try {
    return await withinAttempts(context.attempts, attempt, {
      wrong: 'E_LOGIN_FAILED',
      check,
      record: (waits) =>
        record(context, { kind: waits ? 'login_locked' : 'login_failed', address, details: { username } }),
    });
  } catch (error) {
    if (error instanceof ParleyError && error.code === 'E_ACCOUNT_DEACTIVATED')
      await record(context, { kind: 'login_failed', address, details: { username, why: 'deactivated' } });
    throw error;
  }
}
