import type { Uuid } from '../ids.ts';
import { KEY_LIMITS } from '../key-limits.ts';
import type { Sha256 } from '../sha256.ts';
import { keyLogHashAfter, keyLogStart } from './key-log-hash.ts';
import type { KeyLog, KeyLogDevice } from './key-log.ts';
import type { KeyLogEntry } from './key-log-entry.ts';
import { KeyLogError } from './key-log-error.ts';

/** The key log of an account before its first entry. */
export function emptyKeyLog(sha256: Sha256, uid: Uuid): KeyLog {
  return {
    uid,
    seq: 0,
    hash: keyLogStart(sha256, uid),
    identity: undefined,
    versions: [],
    devices: new Map(),
  };
}

/**
 * The key log after one more entry. Pure, shared by server and clients. It does not look at signatures.
 * @param text the entry as it came, which `entry` was parsed from
 * @throws KeyLogError if the entry does not continue the log
 */
export function foldKeyLog(sha256: Sha256, log: KeyLog, entry: KeyLogEntry, text: string): KeyLog {
  if (entry.seq !== log.seq + 1) throw new KeyLogError('seq');
  if (entry.seq > KEY_LIMITS.keyLogEntries) throw new KeyLogError('full');
  if ((entry.kind === 'created') !== (log.seq === 0)) throw new KeyLogError('start');
  const moved = { ...log, seq: entry.seq, hash: keyLogHashAfter(sha256, log.hash, text) };
  return { ...moved, ...changes(log, entry) };
}

function changes(log: KeyLog, entry: KeyLogEntry): Partial<KeyLog> {
  switch (entry.kind) {
    case 'deviceAdded':
      return { devices: withDevice(log, entry.device, { key: entry.key, addedAt: entry.seq }) };
    case 'deviceRevoked':
      return { devices: withoutDevices(log, [entry.device], entry.seq) };
    case 'created':
      return withIdentity(log, entry);
    case 'identityChanged':
      return { ...withIdentity(log, entry), devices: withoutDevices(log, entry.revoked, entry.seq) };
    case 'identityReset':
      return { ...withIdentity(log, entry), devices: withoutDevices(log, activeDevices(log), entry.seq) };
  }
}

/** The devices that are in the log and not revoked. */
export function activeDevices(log: KeyLog): Uuid[] {
  return [...log.devices].filter(([, device]) => device.revokedAt === undefined).map(([id]) => id);
}

type WithIdentity = Extract<KeyLogEntry, { readonly identity: string }>;

function withIdentity(log: KeyLog, { identity, encryptionKey, simpleKey }: WithIdentity): Partial<KeyLog> {
  return { identity, versions: [...log.versions, { encryptionKey, simpleKey }] };
}

function withDevice(log: KeyLog, id: Uuid, device: KeyLogDevice): KeyLog['devices'] {
  if (log.devices.has(id)) throw new KeyLogError('deviceUsed');
  return new Map(log.devices).set(id, device);
}

function withoutDevices(log: KeyLog, ids: readonly Uuid[], seq: number): KeyLog['devices'] {
  const devices = new Map(log.devices);
  for (const id of ids) {
    const device = devices.get(id);
    if (device === undefined || device.revokedAt !== undefined) throw new KeyLogError('deviceUnknown');
    devices.set(id, { ...device, revokedAt: seq });
  }
  return devices;
}
