import { payloadHash, type ErasedPayload, type StoredPayload } from '@parley/protocol';
import { sha256 } from '../sha256.ts';

/**
 * What remains of a deleted payload: its hash, so that the chain holds. Erasing twice changes nothing.
 * @throws Error for keys as they travel, without their payload: erased they would say that somebody deleted them
 */
export function erasedPayload(payload: StoredPayload): ErasedPayload {
  switch (payload.kind) {
    case 'erased':
      return payload;
    case 'elsewhere':
      throw new Error('keys that stand elsewhere cannot be stored');
    case 'plain':
    case 'sealed':
      return { kind: 'erased', was: payload.kind, hash: payloadHash(sha256, payload) };
  }
}
