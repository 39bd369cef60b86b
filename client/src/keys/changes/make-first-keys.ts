import { localError, type FirstKeys, type Uuid } from '@parley/protocol';
import { followKeyLog, unknownKeyLog } from '../../crypto/key-log/follow-key-log.ts';
import type { KeptKeys } from '../../model/keys/kept-keys.ts';
import type { DerivedPassword, ProvenPassword } from '../../ports/keys/account-keys.ts';
import { isRefusal, type KeyParts } from '../key-parts.ts';
import type { OwnAccount } from '../own-account.ts';

type Device = Pick<KeptKeys, 'device' | 'deviceKey'>;

/** The first keys of an account, with this device in its key log. */
export interface MadeKeys {
  readonly keys: FirstKeys;
  readonly account: OwnAccount;
}

/** Makes the first keys of an account. */
export async function firstKeys(
  { clock }: Pick<KeyParts, 'clock'>,
  uid: Uuid,
  { device, deviceKey }: Device,
  password: DerivedPassword,
): Promise<MadeKeys> {
  // Only who begins needs the KEM, which is large.
  const { newAccount } = await import('../../crypto/account/new-account.ts');
  const made = await newAccount(uid, { id: device, publicKey: deviceKey.publicKey }, password, clock.now());
  const following = await followKeyLog(unknownKeyLog(uid), made.keyLog, () => Promise.resolve());
  const [created, added] = made.keyLog;
  if (following.kind === 'refused' || created === undefined || added === undefined)
    throw localError('E_INTERNAL');
  const { masterKey, vault } = made.secrets;
  return {
    keys: { uid, keyLog: [created, added], vault: made.vault },
    account: {
      followed: following.known,
      entries: made.keyLog,
      stored: made.vault,
      seenVersion: made.vault.version,
      masterKey,
      vault,
    },
  };
}

/**
 * Makes the first keys of an account that exists, as the versions before made them. Another browser may be faster: then its keys
 * are the account's.
 */
export async function storeFirstKeys(
  parts: KeyParts,
  uid: Uuid,
  device: Device,
  password: ProvenPassword,
): Promise<void> {
  const { keys } = await firstKeys(parts, uid, device, password.derived);
  const [created] = keys.keyLog;
  const { version, box, wraps } = keys.vault;
  const vault = { expected: 0, version, box, wraps };
  try {
    await password.prove((proof) => parts.server.extendKeyLog({ ...created, seq: 1, vault, proof }));
  } catch (error) {
    if (!isRefusal(error, 'E_KEYLOG_SEQ', 'E_VAULT_VERSION')) throw error;
  }
}
