import { payloadHash, type Entry } from '@parley/protocol';
import { sha256 } from '../sha256.ts';

/**
 * An entry as it travels to all readers of a log. Keys are sealed to each member in turn, up to 27 in a payload: only its hash travels,
 * so that the chain holds, and each reader asks for their own (`handed-keys.ts`).
 */
export function travelling(entry: Entry): Entry {
  return staysBehind(entry) ? withoutPayload(entry) : entry;
}

/** An entry with the hash of its payload in place of it. */
export function withoutPayload(entry: Entry): Entry {
  const { payload } = entry;
  if (payload === undefined) return entry;
  return {
    ...entry,
    payload: { kind: 'elsewhere', was: 'sealed', hash: payloadHash(sha256, payload) },
  };
}

/** Whether an entry travels without its payload. */
export function staysBehind({ body, payload }: Entry): boolean {
  return body.kind === 'keys' && payload?.kind === 'sealed';
}
