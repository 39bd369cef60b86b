import type { Entry } from '@parley/protocol';
import { payloadHash } from '@parley/protocol';
import { sha256 } from '../crypto/sha256.ts';

/** The entry without its payload. The hash stays, so that the chain holds. */
export function erasedEntry(entry: Entry): Entry {
  const { payload } = entry;
  if (payload === undefined || payload.kind === 'erased') return entry;
  return { ...entry, payload: { kind: 'erased', was: payload.kind, hash: payloadHash(sha256, payload) } };
}
