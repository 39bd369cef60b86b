import { encodeSimple, encodeSimpleHeader, simpleSignedBytes, type SimpleHeader } from '@parley/protocol';
import type { SimpleMessage, Uuid } from '@parley/protocol';
import { encrypt, importAesKey } from '../aes-gcm.ts';
import { join } from '../bytes.ts';
import { sha256 } from '../sha256.ts';
import { simpleInfo, simpleSuite } from './simple-suite.ts';

/** One side of the conversation, with their X25519 public key of 32 bytes. */
export interface SimpleReader {
  readonly user: Uuid;
  readonly publicKey: Uint8Array;
}

/** Fixed in tests alone. */
interface Randomness {
  readonly contentKey: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
}

/**
 * Seals a message in the simple way (suite 2), to both sides.
 * @param sign makes an Ed25519 signature, by the device's or the machine's key
 * @returns the bytes that go over the wire
 * @throws Error for a key that gives a shared secret of zeros
 */
export async function sealSimple(
  header: SimpleHeader,
  readers: readonly SimpleReader[],
  content: Uint8Array<ArrayBuffer>,
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>,
  { contentKey, iv }: Randomness = randomness(),
): Promise<Uint8Array<ArrayBuffer>> {
  const aad = encodeSimpleHeader(header);
  const recipients = readers
    .toSorted((a, b) => (a.user < b.user ? -1 : 1))
    .map(async ({ user, publicKey }) => {
      const info = simpleInfo(header.conversation, user);
      const key = await simpleSuite.DeserializePublicKey(publicKey);
      const sealed = await simpleSuite.Seal(key, contentKey, { info, aad });
      return { user, encapsulation: sealed.encapsulatedSecret, wrap: sealed.ciphertext };
    });
  const message: SimpleMessage = {
    header,
    recipients: await Promise.all(recipients),
    iv,
    ciphertext: await encrypt(await importAesKey(contentKey), iv, content, aad),
  };
  const unsigned = encodeSimple(message);
  return join(unsigned, await sign(simpleSignedBytes(sha256, unsigned)));
}

function randomness(): Randomness {
  return {
    contentKey: crypto.getRandomValues(new Uint8Array(32)),
    iv: crypto.getRandomValues(new Uint8Array(12)),
  };
}
