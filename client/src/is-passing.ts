import { ParleyError } from '@parley/protocol/core';
import { NoAnswerError } from './http/no-answer-error.ts';

/** Whether a failed exchange is simply made up for later: by the next attempt, or when the connection is back. */
export function isPassing(error: unknown): boolean {
  return error instanceof NoAnswerError || error instanceof ParleyError;
}
