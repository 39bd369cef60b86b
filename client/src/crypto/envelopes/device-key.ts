import { signedBytes, encodeEnvelope, type Envelope } from '@parley/protocol';
import type { DeviceKey } from '../../model/keys/device-key.ts';
import { join } from '../bytes.ts';
import { sha256 } from '../sha256.ts';

/** A new device's key. @param extractable only where it is kept as bytes */
export async function generateDeviceKey(extractable = false): Promise<DeviceKey> {
  const generated = await crypto.subtle.generateKey('Ed25519', extractable, ['sign', 'verify']);
  const { privateKey, publicKey } = generated;
  return { privateKey, publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)) };
}

/** The bytes that go over the wire: the envelope and the device's signature. */
export async function signEnvelope(
  { privateKey }: Pick<DeviceKey, 'privateKey'>,
  envelope: Envelope,
): Promise<Uint8Array<ArrayBuffer>> {
  const signature = await crypto.subtle.sign('Ed25519', privateKey, signedBytes(sha256, envelope));
  return join(encodeEnvelope(envelope), new Uint8Array(signature));
}
