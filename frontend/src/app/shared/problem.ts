import type { WireError } from '@parley/protocol';
import { ParleyError } from '@parley/protocol/core';
import { MESSAGES } from './messages.ts';

/** What went wrong, in words, with what a maintainer would ask for. */
export interface Problem {
  readonly text: string;
  readonly details?: string;
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ParleyError) return problemOfWire(error.toWire());
  return { text: MESSAGES.noAnswer };
}

export function problemOfWire({ code, message, correlationId }: WireError): Problem {
  return {
    text: message,
    details: correlationId === undefined ? code : `${code}, reference ${correlationId}`,
  };
}
