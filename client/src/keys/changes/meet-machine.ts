import { isMetIdentity, keyError, type Uuid, type Vault, type VaultContact } from '@parley/protocol';
import type { MachineKeys, MetMachine } from '../../ports/keys/account-keys.ts';
import { keySignature } from '../../crypto/simple/key-signature.ts';
import type { AccountHolder } from '../account-holder.ts';
import type { KeyParts } from '../key-parts.ts';
import { changeVault } from './change-vault.ts';

interface Noted {
  readonly keys: readonly string[];
  readonly simpleKeys: readonly string[];
  /** Account keys that sign what is sealed to. */
  readonly signing: readonly string[];
}

/**
 * Notes both keys of a machine in the vault, so that all devices of the user know them again. Where the account key signs the other one,
 * no other one is taken for it from then on; of earlier machines nothing but the vault ties the one to the other.
 * @throws CodedError `E_NO_KEYS` for somebody who was met with a key log, or where the account is not open here
 */
export async function meetMachine(
  parts: KeyParts,
  holder: AccountHolder,
  uid: Uuid,
  shown: MachineKeys,
): Promise<MetMachine> {
  const signature = await keySignature(shown);
  const signing = signature === 'right' ? [shown.accountKey] : [];
  const isNew = (noted: Noted) =>
    !isNoted(noted, shown) || signing.some((key) => !noted.signing.includes(key));
  const isRefused = (noted: Noted) =>
    signature === 'wrong' || (signature === 'missing' && noted.signing.includes(shown.accountKey));
  const known = notedIn(holder.account.get()?.vault.contacts[uid]);
  if (isRefused(known)) return { keys: known.keys, isChanged: true, isRefused: true };
  let met: MetMachine = { keys: known.keys, isChanged: false };
  if (!isNew(known)) return met;
  await holder.change(async (account) => {
    const before = notedIn(account.vault.contacts[uid]);
    met = { ...met, keys: before.keys };
    if (!isNew(before)) return account;
    const vault = (now: Vault): Vault => {
      // By what another browser has noted meanwhile, too.
      const noted = notedIn(now.contacts[uid]);
      if (isRefused(noted)) {
        met = { keys: noted.keys, isChanged: true, isRefused: true };
        return now;
      }
      const keys = [...new Set([...noted.keys, shown.accountKey])];
      const isChange = isOther(noted.keys, shown.accountKey) || isOther(noted.simpleKeys, shown.simpleKey);
      met = { keys, isChanged: met.isChanged || isChange };
      const simpleKeys = [...new Set([...noted.simpleKeys, shown.simpleKey])];
      const machine = {
        ...{ ...now.contacts[uid], kind: 'machine' as const, keys, simpleKeys },
        ...(signing.length > 0 && { signing: [...new Set([...noted.signing, ...signing])] }),
      };
      return { ...now, contacts: { ...now.contacts, [uid]: machine } };
    };
    return changeVault(parts, account, { vault });
  });
  return met;
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
  if (contact?.kind !== 'machine') return { keys: [], simpleKeys: [], signing: [] };
  return { keys: contact.keys, simpleKeys: contact.simpleKeys ?? [], signing: contact.signing ?? [] };
}
