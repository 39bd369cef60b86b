import { payloadHash } from '@parley/protocol';
import type { HeldEntry } from '../model/held-entry.ts';
import { sha256 } from '../crypto/sha256.ts';

/** What a deletion leaves of its target, if that is held, and of the target's edits. */
export function erasedBy(target: HeldEntry | undefined, changes: readonly HeldEntry[]): readonly HeldEntry[] {
  const edits = changes.filter(({ body }) => body.kind === 'edit');
  // A server may name anything as deleted; keys and signatures are no messages.
  const said = target?.body.kind === 'message' ? [target] : [];
  return [...said, ...edits].map(erasedEntry);
}

/**
 * The entry without its payload. The hash stays, so that the chain holds.
 * @throws Error for keys that stand elsewhere: nobody deletes these, and an erased payload would say that somebody did
 */
export function erasedEntry({ opened: _, box: _box, ...entry }: HeldEntry): HeldEntry {
  const { payload } = entry;
  if (payload === undefined || payload.kind === 'erased') return entry;
  if (payload.kind === 'elsewhere') throw new Error(`keys at ${entry.seq} cannot be erased`);
  return { ...entry, payload: { kind: 'erased', was: payload.kind, hash: payloadHash(sha256, payload) } };
}
