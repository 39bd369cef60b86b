import { CodedError, type ErrorDetails } from './coded-error.ts';
import { LOCAL_ERRORS } from './local-errors.ts';

/** An error that a client finds by itself. */
export function localError(code: keyof typeof LOCAL_ERRORS, details?: ErrorDetails): CodedError {
  return new CodedError(code, LOCAL_ERRORS[code], details);
}
