import { encodeSimpleHeader, EnvelopeError, type SimpleMessage, type Uuid } from '@parley/protocol';
import { decrypt, importAesKey } from '../aes-gcm.ts';
import { isNotOpened, simpleInfo, simpleSuite, type SimplePrivateKey } from './simple-suite.ts';

/**
 * Opens a message that was sealed in the simple way. Its signature is checked before.
 * @param keys of the reader, newest first: they have one of each version of their encryption key
 * @returns the content's bytes
 * @throws EnvelopeError `recipients` where nothing is sealed to the reader, `tag` where it does not open
 */
export async function openSimple(
  { header, recipients, iv, ciphertext }: SimpleMessage,
  reader: Uuid,
  keys: readonly SimplePrivateKey[],
): Promise<Uint8Array<ArrayBuffer>> {
  const own = recipients.find(({ user }) => user === reader);
  if (own === undefined) throw new EnvelopeError('recipients');
  const aad = encodeSimpleHeader(header);
  const info = simpleInfo(header.conversation, reader);
  for (const key of keys) {
    const contentKey = await unwrapped(key, own, { info, aad });
    if (contentKey === undefined) continue;
    const content = await decrypt(await importAesKey(contentKey), iv, ciphertext, aad);
    if (content === undefined) break;
    return content;
  }
  throw new EnvelopeError('tag');
}

async function unwrapped(
  key: SimplePrivateKey,
  { encapsulation, wrap }: SimpleMessage['recipients'][number],
  context: { readonly info: Uint8Array; readonly aad: Uint8Array },
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await simpleSuite.Open(key, encapsulation, wrap, context));
  } catch (error) {
    if (isNotOpened(error)) return undefined;
    throw error;
  }
}
