import { LIMITS } from '@parley/protocol';
import { COMMON_PASSWORDS } from './common-passwords.ts';

export type PasswordProblem = 'too-short' | 'too-long' | 'common' | 'username';

/**
 * The problem of a new password, or undefined. The server never sees passwords, so that the client checks these rules.
 * Length is counted in characters of the normalised form, as in NIST SP 800-63B.
 */
export function passwordProblem(password: string, username: string): PasswordProblem | undefined {
  const normal = password.normalize('NFKC');
  const { length } = Array.from(normal);
  if (length < LIMITS.passwordMin) return 'too-short';
  if (length > LIMITS.passwordMax) return 'too-long';
  const lower = normal.toLowerCase();
  if (COMMON_PASSWORDS.has(lower) || isMonotonous(lower)) return 'common';
  if (username.length >= LIMITS.usernameMin && lower === username.toLowerCase()) return 'username';
  return undefined;
}

const SENTENCES: Record<PasswordProblem, string> = {
  'too-short': `Use at least ${LIMITS.passwordMin} characters.`,
  'too-long': `Use at most ${LIMITS.passwordMax} characters.`,
  common: 'That password is too easy to guess. Try a few words in a row.',
  username: "Your username can't be your password.",
};

/** The sentence for a problem. */
export function passwordProblemMessage(problem: PasswordProblem): string {
  return SENTENCES[problem];
}

/** One character repeated, or a run up or down the alphabet or the digits. */
function isMonotonous(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}
