import type { Uuid } from '@parley/protocol';

/** A UUID as the 16 bytes that a column holds. */
export function blobOf(uuid: Uuid): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

/** The UUID of a column's 16 bytes. */
export function uuidOfBlob(blob: Buffer): Uuid {
  const hex = blob.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
