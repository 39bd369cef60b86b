import {
  decodeSimple,
  encodeSimple,
  partsOfSimple,
  simpleOfParts,
  simpleSignedBytes,
  SIGNATURE_BYTES,
} from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { expect, test } from 'vitest';
import { publicKeyOf, sign } from '../../src/crypto/ed25519.ts';
import { checkSimple } from '../../src/crypto/simple/check-simple.ts';
import { openSimple } from '../../src/crypto/simple/open-simple.ts';
import { importSimpleKey } from '../../src/crypto/simple/simple-suite.ts';
import { sha256 } from '../../src/crypto/sha256.ts';
import vector from './simple.json' with { type: 'json' };

const bytes = (base64: string) => new Uint8Array(base64ToUint8Array(base64));
const entry = { ...vector.header, body: { kind: 'message' } } as const;

test.each(vector.readers)('the frozen message is opened by $user', async ({ user, privateKey }) => {
  const signed = decodeSimple(bytes(vector.bytes));
  await checkSimple(signed, entry, [bytes(vector.accountKey)]);
  const content = await openSimple(signed.message, user, [await importSimpleKey(bytes(privateKey))]);
  expect(new TextDecoder().decode(content)).toBe(vector.text);
});

test('is written and signed again byte for byte', async () => {
  const { message, signature, unsigned } = decodeSimple(bytes(vector.bytes));
  expect(message.header).toEqual(vector.header);
  expect(encodeSimple(message)).toEqual(unsigned);
  expect(bytes(vector.bytes).slice(0, -SIGNATURE_BYTES)).toEqual(unsigned);
  const seed = bytes(vector.accountSeed);
  expect(uint8ArrayToBase64(await publicKeyOf(seed))).toBe(vector.accountKey);
  expect(await sign(seed, simpleSignedBytes(sha256, unsigned))).toEqual(signature);
});

test('stands in these parts in an envelope of the gateway', () => {
  expect(partsOfSimple(decodeSimple(bytes(vector.bytes)))).toEqual(vector.parts);
  expect(uint8ArrayToBase64(simpleOfParts(vector.header, vector.parts))).toBe(vector.bytes);
});

test('what examples/python/simple_sealed.py has sealed opens', async () => {
  const { id, bytes: sealed } = vector.byPython;
  const signed = decodeSimple(bytes(sealed));
  await checkSimple(signed, { ...entry, id }, [bytes(vector.accountKey)]);
  for (const { user, privateKey } of vector.readers) {
    const content = await openSimple(signed.message, user, [await importSimpleKey(bytes(privateKey))]);
    expect(new TextDecoder().decode(content)).toBe(vector.text);
  }
});
