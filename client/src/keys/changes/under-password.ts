import { passwordWrap, type PasswordWrapKey } from '../../crypto/account/store-vault.ts';
import type { KeyParts } from '../key-parts.ts';
import type { OwnAccount } from '../own-account.ts';
import { changeVault } from './change-vault.ts';

/** The account with its master key under this password, too. @throws CodedError `E_VAULT_VERSION` */
export async function underPassword(
  parts: KeyParts,
  account: OwnAccount,
  password: PasswordWrapKey,
): Promise<OwnAccount> {
  const { followed, masterKey, stored } = account;
  const place = { uid: followed.log.uid, masterKey, generation: stored.generation };
  return changeVault(parts, account, { wraps: { password: await passwordWrap(place, password) } });
}
