/**
 * HKDF-SHA-256 (RFC 5869).
 * @param info label that keeps keys of different purposes apart
 * @param length bytes wanted
 */
export async function hkdf(
  key: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const material = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    material,
    length * 8,
  );
  return new Uint8Array(bits);
}
