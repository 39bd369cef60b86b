import { ParleyError, type ErrorCode } from '@parley/protocol';

/** Why a command is refused: a code, and the time at which the refusal ends (ms) where it ends by itself. */
export type Refusal = ErrorCode | { readonly code: ErrorCode; readonly until: number };

/** The error that says a refusal. @param now ms */
export function refused(refusal: Refusal, now: number): ParleyError {
  if (typeof refusal === 'string') return new ParleyError(refusal);
  return new ParleyError(refusal.code, { retryAfterMs: Math.max(0, refusal.until - now) });
}
