import { isProperSignature } from '@parley/protocol';

/**
 * Whether an Ed25519 signature (RFC 8032) is right, by rules under which all implementations agree.
 * @param publicKey 32 bytes
 * @param signature 64 bytes
 */
export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (!isProperSignature(publicKey, signature)) return false;
  const key = await importPublicKey(publicKey);
  return (
    key !== undefined &&
    crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message))
  );
}

async function importPublicKey(bytes: Uint8Array): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'Ed25519', false, ['verify']);
  } catch (error) {
    // Some implementations refuse bytes that are no point when they are imported, others when they verify.
    if (error instanceof DOMException && error.name === 'DataError') return undefined;
    throw error;
  }
}
