import { CodedError } from '@parley/protocol/core';
import { NoAnswerError } from '../ports/no-answer-error.ts';

/** Whether a failed exchange needs no report: the next attempt or connection makes up for it. */
export function isTransient(error: unknown): boolean {
  return error instanceof NoAnswerError || error instanceof CodedError;
}
