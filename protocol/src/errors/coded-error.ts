import type { ErrorInfo } from './error-info.ts';
import type { ErrorCode } from './error-codes.ts';
import type { WireError } from './wire-error.ts';

export interface ErrorDetails {
  /** In place of the sentence of the code. */
  readonly message?: string;
  /** In place of what the code says, for codes that this version does not know. */
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * A failure with a defined code. Anything else that is thrown is a bug and becomes `E_INTERNAL`. `ParleyError` finds the
 * sentence of any code; this class knows none, so that a page can check for it without loading them all.
 */
export class CodedError extends Error {
  override readonly name = 'ParleyError';
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** Milliseconds to wait before trying again. */
  readonly retryAfterMs: number | undefined;
  correlationId: string | undefined;

  constructor(
    code: ErrorCode,
    { message, retryable }: Pick<ErrorInfo, 'message' | 'retryable'>,
    details: ErrorDetails = {},
  ) {
    super(details.message ?? message, { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? retryable;
    this.retryAfterMs = details.retryAfterMs;
  }

  /** An error as a server told it, with its sentence. */
  static fromWire(wire: WireError): CodedError {
    const { code, retryAfterMs } = wire;
    const error = new CodedError(code, wire, retryAfterMs === undefined ? {} : { retryAfterMs });
    error.correlationId = wire.correlationId;
    return error;
  }

  toWire(): WireError {
    return {
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.retryAfterMs !== undefined && { retryAfterMs: this.retryAfterMs }),
      ...(this.correlationId !== undefined && { correlationId: this.correlationId }),
    };
  }
}
