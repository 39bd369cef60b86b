import type { KeptKeys } from '../../model/keys/kept-keys.ts';
import { generateDeviceKey } from '../../crypto/envelopes/device-key.ts';

/** The keys of this browser or terminal, of whichever account. */
export type DeviceKeys = Pick<KeptKeys, 'device' | 'deviceKey' | 'localKey'>;

/**
 * A device that was never used. A new key means a new device id.
 * @param keepsBytes whether the keys have to leave the runtime to be kept
 */
export async function newDevice(keepsBytes: boolean): Promise<DeviceKeys> {
  const algorithm = { name: 'AES-GCM', length: 256 };
  return {
    device: crypto.randomUUID(),
    deviceKey: await generateDeviceKey(keepsBytes),
    localKey: await crypto.subtle.generateKey(algorithm, keepsBytes, ['encrypt', 'decrypt']),
  };
}
