import { CodedError, type ErrorDetails } from './coded-error.ts';
import type { ErrorInfo } from './error-info.ts';

/** The codes of errors that a client finds by itself where it works with keys. No page needs the sentences of all errors for these. */
export const KEY_ERRORS = {
  E_NOT_A_MEMBER: { status: 403, retryable: false, message: "You're not in this conversation." },
  E_CONVERSATION_ENDED: { status: 409, retryable: false, message: 'This conversation was deleted.' },
  E_KEYLOG_SEQ: {
    status: 409,
    retryable: false,
    message: 'Another of your devices changed your keys at the same time. Try again.',
  },
  E_NO_KEYS: {
    status: 409,
    retryable: false,
    message: 'This account has no keys yet. Its owner has to log in once first.',
  },
  E_KEY_EPOCH: {
    status: 409,
    retryable: false,
    message: 'The keys of this conversation have changed since. Try again.',
  },
  E_VAULT_VERSION: {
    status: 409,
    retryable: false,
    message: 'Another of your devices saved your keys at the same time. Try again.',
  },
} as const satisfies Record<string, ErrorInfo>;

/** An error that a client finds by itself where it works with keys. */
export function keyError(code: keyof typeof KEY_ERRORS, details?: ErrorDetails): CodedError {
  return new CodedError(code, KEY_ERRORS[code], details);
}
