import { ParleyError, type LoginRequest, type User } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { Attempt } from '../limits/attempts.ts';
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
  const user = await guarded(context, { username, address }, () => checkProof(context, username, proof));
  const entered = await startSession(context, user, device);
  await record(context, { kind: 'login', uid: user.uid, address, details: { device: device.name } });
  return entered;
}

/** Checks a password under the limits on guessing, and notes what fails. */
export async function guarded(
  context: Pick<Context, 'attempts' | 'audit' | 'clock'>,
  attempt: Attempt,
  check: () => Promise<User>,
): Promise<User> {
  const { attempts } = context;
  return attempts.inTurn(attempt, async () => {
    await attempts.check(attempt);
    try {
      const user = await check();
      await attempts.succeeded(attempt);
      return user;
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
