import { ParleyError, type ErrorCode } from '@parley/protocol';
import type { Attempts } from './attempts.ts';

interface Guess<T> {
  /** The code by which the check says that the password is wrong. */
  readonly wrong: ErrorCode;
  readonly check: () => Promise<T>;
  /** Writes down a wrong one. @param waits whether a wait begins with it */
  readonly record: (waits: boolean) => Promise<void>;
}

/**
 * Checks a password under the limits on guessing.
 * @throws ParleyError from the check, `E_RATE_LIMITED`
 */
export function withinAttempts<Attempt, T>(
  attempts: Attempts<Attempt>,
  attempt: Attempt,
  { wrong, check, record }: Guess<T>,
): Promise<T> {
  return attempts.inTurn(attempt, async () => {
    await attempts.check(attempt);
    try {
      const proven = await check();
      await attempts.succeeded(attempt);
      return proven;
    } catch (error) {
      if (error instanceof ParleyError && error.code === wrong) await record(await attempts.failed(attempt));
      throw error;
    }
  });
}
