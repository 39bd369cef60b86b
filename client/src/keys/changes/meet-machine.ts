import { isMetIdentity, keyError, type Uuid, type VaultContact } from '@parley/protocol';
import type { MetMachine } from '../../ports/keys/account-keys.ts';
import type { AccountHolder } from '../account-holder.ts';
import type { KeyParts } from '../key-parts.ts';
import { changeVault } from './change-vault.ts';

/**
 * Notes a machine's account key in the vault, so that all devices of the user know it again.
 * @throws CodedError `E_NO_KEYS` for somebody who was met with a key log, or where the account is not open here
 */
export async function meetMachine(
  parts: KeyParts,
  holder: AccountHolder,
  uid: Uuid,
  accountKey: string,
): Promise<MetMachine> {
  const known = keysIn(holder.account.get()?.vault.contacts[uid]);
  if (known.includes(accountKey)) return { keys: known, isChanged: false };
  let keys: readonly string[] = [];
  let isChanged = false;
  await holder.change(async (account) => {
    const before = keysIn(account.vault.contacts[uid]);
    const isKnown = before.includes(accountKey);
    isChanged = before.length > 0 && !isKnown;
    keys = isKnown ? before : [...before, accountKey];
    if (isKnown) return account;
    return changeVault(parts, account, {
      vault: (vault) => {
        keys = [...new Set([...keysIn(vault.contacts[uid]), accountKey])];
        return { ...vault, contacts: { ...vault.contacts, [uid]: { kind: 'machine', keys: [...keys] } } };
      },
    });
  });
  return { keys, isChanged };
}

/** Versions before this one keep it as they find it. */
function keysIn(contact: VaultContact | undefined): readonly string[] {
  if (contact === undefined) return [];
  // The server says that a person is a machine.
  if (isMetIdentity(contact)) throw keyError('E_NO_KEYS');
  return contact.kind === 'machine' ? contact.keys : [];
}
