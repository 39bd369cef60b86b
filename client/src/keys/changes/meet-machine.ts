import { isMetIdentity, keyError, type Uuid, type Vault, type VaultContact } from '@parley/protocol';
import type { MachineKeys, MetMachine } from '../../ports/keys/account-keys.ts';
import type { AccountHolder } from '../account-holder.ts';
import type { KeyParts } from '../key-parts.ts';
import { changeVault } from './change-vault.ts';

interface Noted {
  readonly keys: readonly string[];
  readonly simpleKeys: readonly string[];
}

/**
 * Notes both keys of a machine in the vault, so that all devices of the user know them again. Nothing but the vault ties the one to the
 * other.
 * @throws CodedError `E_NO_KEYS` for somebody who was met with a key log, or where the account is not open here
 */
export async function meetMachine(
  parts: KeyParts,
  holder: AccountHolder,
  uid: Uuid,
  shown: MachineKeys,
): Promise<MetMachine> {
  const known = notedIn(holder.account.get()?.vault.contacts[uid]);
  if (isNoted(known, shown)) return { keys: known.keys, isChanged: false };
  let keys: readonly string[] = [];
  let isChanged = false;
  await holder.change(async (account) => {
    const before = notedIn(account.vault.contacts[uid]);
    keys = before.keys;
    if (isNoted(before, shown)) return account;
    const vault = (now: Vault): Vault => {
      // By what another browser has noted meanwhile, too.
      const noted = notedIn(now.contacts[uid]);
      isChanged ||= isOther(noted.keys, shown.accountKey) || isOther(noted.simpleKeys, shown.simpleKey);
      keys = [...new Set([...noted.keys, shown.accountKey])];
      const simpleKeys = [...new Set([...noted.simpleKeys, shown.simpleKey])];
      const machine = { ...now.contacts[uid], kind: 'machine' as const, keys: [...keys], simpleKeys };
      return { ...now, contacts: { ...now.contacts, [uid]: machine } };
    };
    return changeVault(parts, account, { vault });
  });
  return { keys, isChanged };
}

function isNoted({ keys, simpleKeys }: Noted, { accountKey, simpleKey }: MachineKeys): boolean {
  return keys.includes(accountKey) && simpleKeys.includes(simpleKey);
}

function isOther(known: readonly string[], key: string): boolean {
  return known.length > 0 && !known.includes(key);
}

/** Versions before this one keep it as they find it. */
function notedIn(contact: VaultContact | undefined): Noted {
  // The server says that a person is a machine.
  if (contact !== undefined && isMetIdentity(contact)) throw keyError('E_NO_KEYS');
  if (contact?.kind !== 'machine') return { keys: [], simpleKeys: [] };
  return { keys: contact.keys, simpleKeys: contact.simpleKeys ?? [] };
}
