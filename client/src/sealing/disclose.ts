import { bytesOf, decodeEnvelope, EnvelopeError, isContent, type Entry } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { openContent } from '../crypto/envelopes/open-content.ts';
import type { Disclosed } from '../ports/sealing/sealing.ts';
import type { EpochKeys } from './epochs/epoch-keys.ts';

/**
 * What stands inside a sealed message that was shown here, with the key that proves it. It tells nothing of any other message.
 * @returns undefined where the key of its epoch is not held
 */
export async function disclose(
  keys: Pick<EpochKeys, 'of'>,
  { conversation, payload }: Entry,
): Promise<Disclosed | undefined> {
  if (payload?.kind !== 'sealed') return undefined;
  const { envelope } = decodeEnvelope(bytesOf(payload.bytes));
  if (!isContent(envelope)) return undefined;
  for (const { epoch, key } of await keys.of(conversation)) {
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
