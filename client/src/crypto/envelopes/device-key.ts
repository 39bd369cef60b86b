import { signedBytes, encodeEnvelope, type Envelope } from '@parley/protocol';
import { join } from '../bytes.ts';
import { sha256 } from '../sha256.ts';

/** The Ed25519 key of this browser or terminal. Its private half cannot leave where it is kept. */
export interface DeviceKey {
  readonly privateKey: CryptoKey;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** A new device's key. */
export async function generateDeviceKey(): Promise<DeviceKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
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
