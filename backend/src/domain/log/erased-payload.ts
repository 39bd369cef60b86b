import { payloadHash, type ErasedPayload, type StoredPayload } from '@parley/protocol';
import { sha256 } from '../sha256.ts';

/** What remains of a deleted payload: its hash, so that the chain holds. Erasing twice changes nothing. */
export function erasedPayload(payload: StoredPayload): ErasedPayload {
  if (payload.kind === 'erased') return payload;
  return {
    kind: 'erased',
    was: 'was' in payload ? payload.was : payload.kind,
    hash: payloadHash(sha256, payload),
  };
}
