import type { KeyLog, Uuid } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import type { KeptKeys } from '../../model/keys/kept-keys.ts';

type Device = Pick<KeptKeys, 'device' | 'deviceKey'>;

/** Whether a device can be in a key log: its id is not revoked there, and has no other key. */
export function canBe(log: KeyLog, { device, deviceKey }: Device): boolean {
  const held = log.devices.get(device);
  if (held === undefined) return true;
  return held.revokedAt === undefined && held.key === uint8ArrayToBase64(deviceKey.publicKey);
}

/** Whether a key log holds a device that is not revoked. */
export function isActive(log: KeyLog, device: Uuid): boolean {
  const held = log.devices.get(device);
  return held !== undefined && held.revokedAt === undefined;
}
