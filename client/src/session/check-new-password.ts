import { NoAnswerError } from '../ports/no-answer-error.ts';

/** The rules and the list of common passwords are loaded by then only: most who are logged in set none. @throws CodedError, NoAnswerError */
export async function checkNewPassword(password: string, username: string): Promise<void> {
  const { checkPassword } = await import('../model/passwords/check-password.ts').catch((cause: unknown) => {
    throw new NoAnswerError({ cause });
  });
  checkPassword(password, username);
}
