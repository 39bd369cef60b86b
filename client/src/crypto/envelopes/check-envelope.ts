import {
  checkEnvelope as check,
  type EnvelopedEntry,
  type KnownSurroundings,
  type SignedPart,
} from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';

export type { EnvelopedEntry, KnownSurroundings, SignedPart } from '@parley/protocol';

/**
 * Whether an envelope was made by a device of the entry's sender, for this entry and no other.
 * @throws EnvelopeError with the name of the check that failed
 */
export async function checkEnvelope(
  part: SignedPart,
  entry: EnvelopedEntry,
  known: KnownSurroundings,
): Promise<void> {
  await check({ sha256, verify: verifyEd25519 }, part, entry, known);
}
