import { CodedError, type ErrorDetails } from './coded-error.ts';
import type { ErrorCode } from './error-codes.ts';
import { ERRORS } from './errors.ts';

/** A failure with a defined code and, unless it says another, the sentence of that code. */
export class ParleyError extends CodedError {
  constructor(code: ErrorCode, details?: ErrorDetails) {
    super(code, ERRORS[code], details);
  }
}
