import { bytesOf, decodeEnvelope, EnvelopeError, isContent, type Payload } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import type { EpochKey } from '../../ports/sealing/epoch-key-keeper.ts';
import { openContent } from './open-content.ts';

/** What a sealed message says, in bytes, and the key that proves it: each in base64. */
export interface DisclosedContent {
  readonly frankKey: string;
  readonly content: string;
}

/**
 * What a reader shows of a sealed message to prove it. It tells nothing of any other message.
 * @param keys that are held of its conversation
 * @returns undefined where none of them opens it
 */
export async function discloseContent(
  { bytes }: Payload,
  keys: readonly EpochKey[],
): Promise<DisclosedContent | undefined> {
  const { envelope } = decodeEnvelope(bytesOf(bytes));
  if (!isContent(envelope)) return undefined;
  for (const { epoch, key } of keys) {
    if (epoch !== envelope.header.epoch) continue;
    try {
      const { frankKey, content } = await openContent(key, envelope);
      return { frankKey: uint8ArrayToBase64(frankKey), content: uint8ArrayToBase64(content) };
    } catch (error) {
      // There may be two keys of an epoch that two have started.
      if (!(error instanceof EnvelopeError)) throw error;
    }
  }
  return undefined;
}
