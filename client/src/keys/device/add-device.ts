import { activeDevices, type KeyLog, type SessionInfo, type Uuid } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import type { KeptKeys } from '../../model/keys/kept-keys.ts';
import { appendOwnEntry } from '../changes/append-own-entry.ts';
import { isRefusal, type KeyParts } from '../key-parts.ts';
import type { OwnAccount } from '../own-account.ts';
import { isActive } from './in-key-log.ts';

type Device = Pick<KeptKeys, 'device' | 'deviceKey'>;

/** What adding a device needs beside the keys. */
export interface DeviceParts extends KeyParts {
  /** The live sessions of the account. */
  sessions(): Promise<readonly SessionInfo[]>;
}

/** The account with this device in its key log. If it has as many as it may, the one that was not used for longest goes. */
export async function addDevice(
  parts: DeviceParts,
  account: OwnAccount,
  { device, deviceKey }: Device,
): Promise<OwnAccount> {
  const key = uint8ArrayToBase64(deviceKey.publicKey);
  const add = (to: OwnAccount) =>
    appendOwnEntry(parts, to, (log) =>
      log.devices.get(device)?.key === key ? undefined : { kind: 'deviceAdded', device, key },
    );
  try {
    return await add(account);
  } catch (error) {
    if (!isRefusal(error, 'E_TOO_MANY_DEVICES')) throw error;
  }
  const unused = leastUsed(account.followed.log, await parts.sessions());
  return add(unused === undefined ? account : await revokeDevice(parts, account, unused));
}

/** The account without a device, which ends its sessions. */
export function revokeDevice(parts: KeyParts, account: OwnAccount, device: Uuid): Promise<OwnAccount> {
  return appendOwnEntry(parts, account, (log) =>
    isActive(log, device) ? { kind: 'deviceRevoked', device } : undefined,
  );
}

/** One without a session comes before all others; among these, the one that was added first. */
function leastUsed(log: KeyLog, sessions: readonly SessionInfo[]): Uuid | undefined {
  const usedAt = (device: Uuid) =>
    Math.max(
      0,
      ...sessions.filter((session) => session.device.id === device).map((session) => session.lastSeenAt),
    );
  // The devices of a key log come in the order in which they were added, and sorting keeps it.
  return activeDevices(log).toSorted((a, b) => usedAt(a) - usedAt(b))[0];
}
