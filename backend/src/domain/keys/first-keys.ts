import {
  canonicalJson,
  emptyKeyLog,
  ParleyError,
  type Credential,
  type RegisterRequest,
} from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import { continuedKeyLog, keyLogEntryOf } from './check-keys.ts';

/** A UUID of version 4: ids of other versions are derived from something, or the system's own. */
const DRAWN = /^.{14}4/;

/**
 * Checks the keys that an account is registered with: its key log begins with them, has the device that registers, and the vault
 * is its first, wrapped under the password.
 * @throws ParleyError `E_BAD_REQUEST`
 */
export async function checkFirstKeys({ keys, device, credential }: RegisterRequest): Promise<void> {
  if (keys === undefined) return;
  const { uid, keyLog, vault } = keys;
  if (!DRAWN.test(uid)) throw new ParleyError('E_BAD_REQUEST');
  let log = emptyKeyLog(sha256, uid);
  for (const signed of keyLog) log = await continuedKeyLog(log, signed);
  const added = await keyLogEntryOf(keyLog[1]);
  const generations = [vault, ...Object.values(vault.wraps)].map((of) => of?.generation ?? 1);
  const isFirst = vault.version === 1 && generations.every((generation) => generation === 1);
  if (added.kind !== 'deviceAdded' || added.device !== device.id || !isFirst)
    throw new ParleyError('E_BAD_REQUEST');
  checkSameKdf(credential, vault.wraps.password);
}

/**
 * The key of a password that logs in and the one that wraps are derived by one Argon2id.
 * @throws ParleyError `E_BAD_REQUEST`
 */
export function checkSameKdf(credential: Pick<Credential, 'kdf'>, wrap: Pick<Credential, 'kdf'>): void {
  if (canonicalJson(credential.kdf) !== canonicalJson(wrap.kdf)) throw new ParleyError('E_BAD_REQUEST');
}
