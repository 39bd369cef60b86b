import type { User } from '@parley/protocol';
import { PasswordProver } from './password-prover.ts';
import type { SessionParts } from './session-parts.ts';

/** Removes the account of whoever is logged in, for good, and its keys from here. @throws CodedError `E_LOGIN_FAILED`, `E_LAST_ADMIN` and others */
export async function removeAccount(
  parts: SessionParts,
  { uid, username }: Pick<User, 'uid' | 'username'>,
  password: string,
): Promise<void> {
  const prover = new PasswordProver(parts, username, password);
  await prover.prove((proof) => parts.api.call('removeOwnAccount', { body: { proof } }));
  await parts.keys.inTime((await parts.keys.loadOrReport())?.forget(uid));
}
