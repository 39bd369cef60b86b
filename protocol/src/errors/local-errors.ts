import type { ErrorInfo } from './error-info.ts';
import { LIMITS } from '../limits.ts';

/** The codes of errors that a client finds by itself, without being told by a server. */
export const LOCAL_ERRORS = {
  E_BAD_REQUEST: { status: 400, retryable: false, message: "The server couldn't read this request." },
  E_TOO_LARGE: { status: 413, retryable: false, message: 'This message is too long.' },
  E_NOT_FOUND: {
    status: 404,
    retryable: false,
    message: "Not found, or you don't have access.",
  },
  E_FORBIDDEN: { status: 403, retryable: false, message: "You're not allowed to do that." },
  E_NEEDS_NEWER_VERSION: {
    status: 409,
    retryable: false,
    message: 'This conversation needs a newer version of Parley.',
  },
  E_TOO_MANY_MENTIONS: {
    status: 409,
    retryable: false,
    message: `A message can mention at most ${LIMITS.mentions} people.`,
  },
  E_INTERNAL: { status: 500, retryable: true, message: 'Something went wrong on the server.' },
  E_SESSION_ENDED: { status: 401, retryable: false, message: 'You were logged out. Log in again.' },
  E_UNAUTHENTICATED: { status: 401, retryable: false, message: 'Log in to continue.' },
  E_LOGIN_FAILED: { status: 401, retryable: false, message: 'Wrong username or password.' },
  E_RATE_LIMITED: {
    status: 429,
    retryable: true,
    message: 'Too many requests. Wait a moment and try again.',
  },
} as const satisfies Record<string, ErrorInfo>;
