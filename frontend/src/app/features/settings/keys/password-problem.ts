import { CodedError } from '@parley/protocol/core';
import type { Problem } from '../../../shared/forms/problem.ts';
import { keyProblem } from '../../../shared/later/key-problem.ts';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';

/** Why something that needs the password again did not work. */
export function passwordProblem(error: unknown): Problem {
  const problem = keyProblem(error);
  const isWrong = error instanceof CodedError && error.code === 'E_LOGIN_FAILED';
  return isWrong ? { ...problem, text: ACTION_MESSAGES.wrongPassword } : problem;
}
