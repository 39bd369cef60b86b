import { localError } from '@parley/protocol';
import { passwordProblem, passwordProblemMessage } from './password-rules.ts';

/** @throws CodedError with a sentence for the user if a new password is not good enough */
export function checkPassword(password: string, username: string): void {
  const problem = passwordProblem(password, username);
  if (problem !== undefined) throw localError('E_BAD_REQUEST', { message: passwordProblemMessage(problem) });
}
