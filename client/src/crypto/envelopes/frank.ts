import { frankOf as madeFrank, type EnvelopeHeader } from '@parley/protocol';
import { sha256 } from '../sha256.ts';

/** What binds the sender to the text, 32 bytes (`protocol/src/envelope/frank.ts`). */
export function frankOf(frankKey: Uint8Array, header: EnvelopeHeader, content: Uint8Array): Uint8Array {
  return madeFrank(sha256, { frankKey, header, content });
}
