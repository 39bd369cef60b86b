import { ParleyError, type LoginRequest } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { Attempt } from '../limits/attempts.ts';
import type { Account } from '../users/user-store.ts';
import { checkProof } from './check-proof.ts';
import { startSession, type Entered } from './start-session.ts';

type LoginContext = Pick<
  Context,
  'users' | 'sessions' | 'challenges' | 'tokens' | 'attempts' | 'audit' | 'random' | 'clock' | 'rules'
>;

/**
 * Logs in with the proof that one knows the password.
 * @param address where from; failures are counted by it and by username
 * @throws ParleyError `E_LOGIN_FAILED`, `E_CHALLENGE_EXPIRED`, `E_ORIGIN`, `E_RATE_LIMITED`
 */
export async function logIn(
  context: LoginContext,
  { username, proof, device }: LoginRequest,
  address: string,
): Promise<Entered> {
  const account = await guarded(context, { username, address }, () => checkProof(context, username, proof));
  const { user } = account;
  const entered = await startSession(context, user, device);
  await endIfPasswordChanged(context, account, entered);
  await record(context, { kind: 'login', uid: user.uid, address, details: { device: device.name } });
  return entered;
}

/** A new password ends all sessions that it finds; one that began with the old password just after that ends here. */
async function endIfPasswordChanged(
  { users, sessions }: LoginContext,
  { user, credential }: Account,
  { session }: Entered,
): Promise<void> {
  const now = await users.byUsername(user.username);
  if (now?.credential.publicKey === credential.publicKey) return;
  await sessions.end(user.uid, session.sid);
  throw new ParleyError('E_LOGIN_FAILED');
}

/** Checks a password under the limits on guessing, and notes what fails. */
export async function guarded(
  context: Pick<Context, 'attempts' | 'audit' | 'clock'>,
  attempt: Attempt,
  check: () => Promise<Account>,
): Promise<Account> {
  const { attempts } = context;
  return attempts.inTurn(attempt, async () => {
    await attempts.check(attempt);
    try {
      const account = await check();
      await attempts.succeeded(attempt);
      return account;
    } catch (error) {
      if (error instanceof ParleyError && error.code === 'E_LOGIN_FAILED') {
        const kind = (await attempts.failed(attempt)) ? 'login_locked' : 'login_failed';
        const { username, address } = attempt;
        await record(context, { kind, address, details: { username } });
      }
      throw error;
    }
  });
}
