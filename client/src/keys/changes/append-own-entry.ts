import type { KeyLog, KeyLogEntry } from '@parley/protocol';
import { base64ToUint8Array } from 'uint8array-extras';
import { extendKeyLog } from '../../crypto/key-log/extend-key-log.ts';
import { isRefusal, type KeyParts } from '../key-parts.ts';
import { grown, type OwnAccount } from '../own-account.ts';
import { withNewEntries } from '../read-own-key-log.ts';

/** An entry that this device's identity signs alone, without what all entries have. */
export type DeviceEntry = DistributiveOmit<
  Extract<KeyLogEntry, { readonly kind: 'deviceAdded' | 'deviceRevoked' }>,
  'seq' | 'time'
>;
type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

/** How often other devices may be faster. */
const TRIES = 20;

/**
 * Appends to the account's own key log. If another device is faster, its entry is read, and this one made anew behind it.
 * @param wanted what to append to a key log, or nothing if that is not wanted any more
 * @throws CodedError with what the server refused it for
 */
export async function appendOwnEntry(
  parts: KeyParts,
  account: OwnAccount,
  wanted: (log: KeyLog) => DeviceEntry | undefined,
): Promise<OwnAccount> {
  let newest = account;
  for (let tries = 1; ; tries++) {
    const said = wanted(newest.followed.log);
    if (said === undefined) return newest;
    try {
      return await append(parts, newest, said);
    } catch (error) {
      if (!isRefusal(error, 'E_KEYLOG_SEQ') || tries === TRIES) throw error;
    }
    newest = await withNewEntries(parts, newest);
  }
}

async function append(
  { server, clock }: KeyParts,
  account: OwnAccount,
  said: DeviceEntry,
): Promise<OwnAccount> {
  const { log } = account.followed;
  const entry: KeyLogEntry = { seq: log.seq + 1, time: clock.now(), ...said };
  const extended = await extendKeyLog(log, entry, [base64ToUint8Array(account.vault.identitySeed)]);
  await server.extendKeyLog({ ...extended.signed, seq: entry.seq });
  return grown(account, entry, extended);
}
