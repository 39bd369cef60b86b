import type { Credential, PasswordWrap, StoredVault } from '@parley/protocol';
import type { KeysDocument } from '../documents.ts';

/** Wraps that wait for their credential; each successful change of the password leaves one. */
export const WAITING = 8;

/**
 * A new password changes two documents, and a server may stop between them. So the wrap is stored first, beside the one that
 * counts, and the credential second: from that moment on the new wrap counts, since both were derived with the same salt.
 * @returns the vault with the wrap that counts
 */
export function withPassword(
  { vault, passwords = [] }: Pick<KeysDocument, 'vault' | 'passwords'>,
  credential: Credential | undefined,
): StoredVault {
  const isCounting = ({ kdf, generation }: PasswordWrap) =>
    kdf.salt === credential?.kdf.salt && generation === vault.generation;
  const password = passwords.findLast(isCounting) ?? vault.wraps.password;
  return { ...vault, wraps: { ...vault.wraps, password } };
}
