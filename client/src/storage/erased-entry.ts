import { payloadHash } from '@parley/protocol';
import type { HeldEntry } from '../model/held-entry.ts';
import { sha256 } from '../crypto/sha256.ts';

/** The entry without its payload. The hash stays, so that the chain holds. */
export function erasedEntry({ opened: _, ...entry }: HeldEntry): HeldEntry {
  const { payload } = entry;
  if (payload === undefined || payload.kind === 'erased') return entry;
  const was = 'was' in payload ? payload.was : payload.kind;
  return { ...entry, payload: { kind: 'erased', was, hash: payloadHash(sha256, payload) } };
}
