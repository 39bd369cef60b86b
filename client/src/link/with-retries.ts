import { CodedError } from '@parley/protocol/core';
import type { Clock } from '../ports/clock.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';

const ATTEMPTS = 3;
const PAUSE_MS = 500;

/**
 * Tries a request again that got no answer, or that the server could not take just then.
 * @param attempt gets the number of the try, from 1
 */
export async function withRetries<T>(clock: Clock, attempt: (tries: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (tries === ATTEMPTS || !mayPass(error)) throw error;
      await new Promise<void>((resolve) => clock.setTimeout(resolve, PAUSE_MS * tries));
    }
  }
}

function mayPass(error: unknown): boolean {
  return error instanceof NoAnswerError || (error instanceof CodedError && error.retryable);
}
