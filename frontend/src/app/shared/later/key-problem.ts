import { type Problem, problemOf } from '../forms/problem.ts';
import { ACTION_MESSAGES } from './action-messages.ts';

/** Why a change of keys did not work. */
export function keyProblem(error: unknown): Problem {
  // The class is in the SDK, which pages load later.
  const isFull = error instanceof Error && error.name === 'NotKeptError';
  return isFull ? { text: ACTION_MESSAGES.keysNotKept } : problemOf(error);
}
