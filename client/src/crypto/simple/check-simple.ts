import { EnvelopeError, simpleSignedBytes, type Entry, type SignedSimpleMessage } from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import { verifyEd25519 } from '../verify-ed25519.ts';

/**
 * Checks that a simple sealed message says what the entry says that carries it, and that one of its sender's keys signed it.
 * @param keys Ed25519 public keys of 32 bytes: a machine's account key, or a person's devices
 * @throws EnvelopeError
 */
export async function checkSimple(
  { message: { header }, signature, unsigned }: SignedSimpleMessage,
  entry: Pick<Entry, 'conversation' | 'sender' | 'id' | 'body'>,
  keys: readonly Uint8Array[],
): Promise<void> {
  if (header.conversation !== entry.conversation) throw new EnvelopeError('conversation');
  if (header.sender !== entry.sender) throw new EnvelopeError('sender');
  if (header.id !== entry.id) throw new EnvelopeError('id');
  // Nothing in it says what an edit or a reaction would be about.
  if (entry.body.kind !== 'message') throw new EnvelopeError('pairing');
  const signed = simpleSignedBytes(sha256, unsigned);
  for (const key of keys) if (await verifyEd25519(key, signed, signature)) return;
  throw new EnvelopeError('signature');
}
