import { CodedError, type ErrorDetails } from './coded-error.ts';
import { ERRORS, type ErrorCode } from './errors.ts';
import type { WireError } from './wire-error.ts';

/** A failure with a defined code and, unless it says another, the sentence of that code. */
export class ParleyError extends CodedError {
  constructor(code: ErrorCode, details?: ErrorDetails) {
    super(code, ERRORS[code], details);
  }

  static fromWire(wire: WireError): ParleyError {
    const { code, message, retryable, retryAfterMs } = wire;
    const details = { message, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    const error = new ParleyError(code, details);
    error.correlationId = wire.correlationId;
    return error;
  }
}
