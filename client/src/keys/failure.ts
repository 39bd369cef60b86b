import { CodedError, localError, type WireError } from '@parley/protocol';
import { NoAnswerError } from '../ports/no-answer-error.ts';

/** Whether another try may go better. */
export function canPass(error: unknown): boolean {
  return error instanceof NoAnswerError || (error instanceof CodedError && error.retryable);
}

/** An error as a page shows it. */
export function wireErrorOf(error: unknown): WireError {
  return (error instanceof CodedError ? error : localError('E_INTERNAL', { cause: error })).toWire();
}
