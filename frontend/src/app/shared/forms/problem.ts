import type { WireError } from '@parley/protocol';
import { CodedError } from '@parley/protocol/core';
import { MESSAGES } from '../messages.ts';

const SHORT = 10_000;

/** An error in words, with the details that a maintainer would ask for. */
export interface Problem {
  readonly text: string;
  readonly details?: string;
}

export function problemOf(error: unknown): Problem {
  return isRefusal(error) ? problemOfWire(error.toWire()) : { text: MESSAGES.noAnswer };
}

/** Whether the server answered, with a refusal. Of all else it is unknown what the server would say. */
export function isRefusal(error: unknown): error is CodedError {
  return error instanceof CodedError;
}

export function problemOfWire({ code, message, correlationId, retryAfterMs }: WireError): Problem {
  return {
    text: `${message}${waitOf(retryAfterMs)}`,
    details: correlationId === undefined ? code : `${code}, reference ${correlationId}`,
  };
}

/** Nothing for a wait too short to read about. */
function waitOf(ms = 0): string {
  return ms < SHORT ? '' : ` ${MESSAGES.tryAgainIn(ms)}`;
}
