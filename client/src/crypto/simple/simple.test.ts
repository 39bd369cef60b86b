import {
  decodeSimple,
  encodeSimpleHeader,
  EnvelopeError,
  partsOfSimple,
  simpleOfParts,
} from '@parley/protocol';
import { AEAD_AES_128_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import { hexToUint8Array as hex, stringToUint8Array as utf8, uint8ArrayToHex } from 'uint8array-extras';
import { beforeAll, describe, expect, test } from 'vitest';
import { generateDeviceKey } from '../envelopes/device-key.ts';
import type { DeviceKey } from '../../model/keys/device-key.ts';
import { checkSimple } from './check-simple.ts';
import { openSimple } from './open-simple.ts';
import { sealSimple } from './seal-simple.ts';
import { importSimpleKey, simpleSuite, type SimplePrivateKey } from './simple-suite.ts';

const uuid = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const [CONVERSATION, ALICE, MACHINE, ID] = [uuid(1), uuid(2), uuid(3), uuid(5)] as const;
const header = { conversation: CONVERSATION, sender: MACHINE, id: ID, time: 1_700_000_000_000 };
const entry = { conversation: CONVERSATION, sender: MACHINE, id: ID, body: { kind: 'message' } } as const;
const content = utf8('{"type":"text","text":"hello"}');

interface Reader {
  readonly publicKey: Uint8Array;
  readonly privateKey: SimplePrivateKey;
}

let machineKey: DeviceKey;
let alice: Reader;
let machine: Reader;

beforeAll(async () => {
  machineKey = await generateDeviceKey();
  alice = await newReader();
  machine = await newReader();
});

async function newReader(): Promise<Reader> {
  const { publicKey, privateKey } = await simpleSuite.GenerateKeyPair(true);
  return {
    publicKey: await simpleSuite.SerializePublicKey(publicKey),
    privateKey: await importSimpleKey(await simpleSuite.SerializePrivateKey(privateKey)),
  };
}

const signedBy = (key: DeviceKey) => async (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint8Array(await crypto.subtle.sign('Ed25519', key.privateKey, bytes));

function sealed(
  readers = [
    { user: MACHINE, publicKey: machine.publicKey },
    { user: ALICE, publicKey: alice.publicKey },
  ],
): Promise<Uint8Array<ArrayBuffer>> {
  return sealSimple(header, readers, content, signedBy(machineKey));
}

/** What Alice makes of bytes: what they say, or the name of the refusal. */
async function read(
  bytes: Uint8Array,
  { as = entry, keys = [machineKey.publicKey], by = [alice.privateKey] } = {},
): Promise<string> {
  try {
    const signed = decodeSimple(bytes);
    await checkSimple(signed, as, keys);
    return new TextDecoder().decode(await openSimple(signed.message, ALICE, by));
  } catch (error) {
    if (error instanceof EnvelopeError) return error.refusal;
    throw error;
  }
}

test('a vector of RFC 9180 (A.1.1) opens; it differs from our suite in its cipher alone', async () => {
  const suite = new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);
  const key = await suite.DeserializePrivateKey(
    hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'),
    false,
  );
  const opened = await suite.Open(
    key,
    hex('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431'),
    hex('f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a'),
    { info: hex('4f6465206f6e2061204772656369616e2055726e'), aad: hex('436f756e742d30') },
  );
  expect(new TextDecoder().decode(opened)).toBe('Beauty is truth, truth beauty');
});

describe('a simple sealed message', () => {
  test('is read by both sides, and takes 60 bytes of header', async () => {
    const bytes = await sealed();
    expect(encodeSimpleHeader(header)).toHaveLength(60);
    expect(bytes).toHaveLength(60 + 1 + 2 * 96 + 12 + 4 + content.length + 16 + 64);
    expect(await read(bytes)).toBe('{"type":"text","text":"hello"}');
    expect(await openSimple(decodeSimple(bytes).message, MACHINE, [machine.privateKey])).toEqual(content);
  });

  test('opens with a former key of the reader, too', async () => {
    const newer = await newReader();
    expect(await read(await sealed(), { by: [newer.privateKey, alice.privateKey] })).toMatch(/hello/);
  });

  test('says nothing to another key, nor to who is not named', async () => {
    const stranger = await newReader();
    expect(await read(await sealed(), { by: [stranger.privateKey] })).toBe('tag');
    expect(await read(await sealed([{ user: MACHINE, publicKey: machine.publicKey }]))).toBe('recipients');
  });

  test('is refused, whichever of its bytes was changed', async () => {
    const bytes = await sealed();
    const passed: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      if ((await read(changed)).startsWith('{')) passed.push(at);
    }
    expect(passed).toEqual([]);
  });

  test.each([
    ['version', 0],
    ['suite', 1],
    ['kind', 2],
    ['flags', 3],
    ['conversation', 4],
    ['sender', 20],
    ['id', 36],
    ['signature', 59],
    ['recipients', 60],
  ])('names the %s', async (refusal, at) => {
    const bytes = await sealed();
    bytes[at] = (bytes[at] ?? 0) ^ 0x20;
    expect(await read(bytes)).toBe(refusal);
  });

  test('is not taken for another entry, for an edit, or from a machine with another key', async () => {
    const bytes = await sealed();
    expect(await read(bytes, { as: { ...entry, id: uuid(9) } as unknown as typeof entry })).toBe('id');
    expect(
      await read(bytes, { as: { ...entry, body: { kind: 'edit', target: 1 } } as unknown as typeof entry }),
    ).toBe('pairing');
    expect(await read(bytes, { keys: [(await generateDeviceKey()).publicKey] })).toBe('signature');
    expect(await read(bytes, { keys: [] })).toBe('signature');
  });

  test('is exactly as long as it says', async () => {
    const bytes = await sealed();
    expect(await read(bytes.slice(0, -1))).toBe('length');
    expect(await read(bytes.slice(0, 59))).toBe('length');
    expect(await read(new Uint8Array([...bytes, 0]))).toBe('trailing');
  });

  test('whose readers stand in another order or twice is refused', async () => {
    const bytes = await sealed();
    const swapped = bytes.slice();
    swapped.set(bytes.slice(61 + 96, 61 + 192), 61);
    swapped.set(bytes.slice(61, 61 + 96), 61 + 96);
    expect(await read(swapped)).toBe('order');
    swapped.set(swapped.slice(61, 61 + 96), 61 + 96);
    expect(await read(swapped)).toBe('order');
  });
});

test.each([
  ['zeros', '00'.repeat(32)],
  ['one', `01${'00'.repeat(31)}`],
  ['the field’s prime', `ed${'ff'.repeat(30)}7f`],
  ['a point of order 8', 'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'],
])('nothing is sealed to a key that gives a secret of zeros: %s', async (_, key) => {
  await expect(sealed([{ user: ALICE, publicKey: hex(key) }])).rejects.toThrow();
});

test('an encapsulation that gives a secret of zeros does not open', async () => {
  const { message } = decodeSimple(await sealed());
  const recipients = message.recipients.map((one) => ({ ...one, encapsulation: new Uint8Array(32) }));
  await expect(openSimple({ ...message, recipients }, ALICE, [alice.privateKey])).rejects.toThrow('tag');
});

describe('the parts of a message in an envelope of the gateway', () => {
  test('make the same bytes again', async () => {
    const bytes = await sealed();
    const parts = partsOfSimple(decodeSimple(bytes));
    expect(uint8ArrayToHex(simpleOfParts(header, parts))).toBe(uint8ArrayToHex(bytes));
  });

  test.each([
    ['encrypted_key', '', 'recipients'],
    ['encrypted_key', 'AAAA', 'length'],
    ['encryption_nonce', 'AAAA', 'length'],
    ['signature', '!', 'length'],
    ['signature', 'AAAA', 'length'],
    ['content', 'A', 'length'],
    // The same byte, spelled in another way.
    ['content', 'AB==', 'length'],
  ] as const)('are refused with a wrong %s: %j', async (part, value, refusal) => {
    const parts = partsOfSimple(decodeSimple(await sealed()));
    expect(() => decodeSimple(simpleOfParts(header, { ...parts, [part]: value }))).toThrow(
      expect.objectContaining({ refusal }),
    );
  });
});
