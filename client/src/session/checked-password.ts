import { checkNewPassword } from './check-new-password.ts';
import { newPassword, type NewPassword } from './login-proof.ts';
import type { SessionParts } from './session-parts.ts';

/** A password that somebody has chosen, checked and derived. @throws CodedError for one that is too easy to guess, NoAnswerError */
export async function checkedPassword(
  { kdf, random }: Pick<SessionParts, 'kdf' | 'random'>,
  password: string,
  username: string,
): Promise<NewPassword> {
  await checkNewPassword(password, username);
  return newPassword(kdf, password, random.bytes(16));
}
