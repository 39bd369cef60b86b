import { ERRORS, ParleyError, type Refusal } from '@parley/protocol';
import type { ExtendedError } from 'socket.io';

/** A failure as the namespace tells it to the one it refuses. */
export function refusal(error: unknown): ExtendedError {
  const known = error instanceof ParleyError ? error : new ParleyError('E_INTERNAL', { cause: error });
  const data: Refusal = {
    code: known.code,
    message: ERRORS[known.code].message,
    ...(known.retryAfterMs !== undefined && { retryAfterMs: known.retryAfterMs }),
  };
  return Object.assign(new Error(known.code), { data });
}
