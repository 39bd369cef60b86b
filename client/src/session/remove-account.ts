import { PasswordProver } from './password-prover.ts';
import type { SessionParts } from './session-parts.ts';

/** Removes the account of whoever is logged in, for good. @throws CodedError `E_LOGIN_FAILED`, `E_LAST_ADMIN` and others */
export async function removeAccount(parts: SessionParts, username: string, password: string): Promise<void> {
  const prover = new PasswordProver(parts, username, password);
  await prover.prove((proof) => parts.api.call('removeOwnAccount', { body: { proof } }));
}
