import {
  stringToUint8Array,
  hexToUint8Array as hex,
  uint8ArrayToBase64,
  uint8ArrayToHex,
} from 'uint8array-extras';
import { hmacOf } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { argon2 } from './argon2.ts';
import { publicKeyOf, sign } from './ed25519.ts';
import { hkdf } from './hkdf.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import { passwordKeys } from './password-keys.ts';
import { sha256 } from './sha256.ts';

const KDF = { name: 'argon2id', memoryKiB: 64 * 1024, iterations: 2, parallelism: 1 } as const;

describe('Argon2id', () => {
  test('agrees with the reference implementation (phc-winner-argon2, test.c)', async () => {
    const salt = uint8ArrayToBase64(stringToUint8Array('somesalt'));
    const hash = await argon2(stringToUint8Array('password'), { ...KDF, salt });
    expect(uint8ArrayToHex(hash)).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7');
  });
});

describe('HKDF-SHA-256 (RFC 5869, appendix A)', () => {
  test('case 1: basic', async () => {
    const info = hex('f0f1f2f3f4f5f6f7f8f9');
    const okm = await hkdf(hex('0b'.repeat(22)), hex('000102030405060708090a0b0c'), info, 42);
    expect(uint8ArrayToHex(okm)).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    );
  });

  test('case 3: no salt, no info', async () => {
    const okm = await hkdf(hex('0b'.repeat(22)), new Uint8Array(), new Uint8Array(), 42);
    expect(uint8ArrayToHex(okm)).toBe(
      '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    );
  });
});

describe('HMAC-SHA-256 (RFC 4231, section 4)', () => {
  test.each([
    {
      name: 'test case 1',
      key: hex('0b'.repeat(20)),
      data: 'Hi There',
      code: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    },
    {
      name: 'test case 2: a key shorter than the output',
      key: stringToUint8Array('Jefe'),
      data: 'what do ya want for nothing?',
      code: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    },
    {
      name: 'test case 6: a key longer than a block',
      key: hex('aa'.repeat(131)),
      data: 'Test Using Larger Than Block-Size Key - Hash Key First',
      code: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    },
  ])('$name', ({ key, data, code }) => {
    expect(uint8ArrayToHex(hmacOf(sha256, key, stringToUint8Array(data)))).toBe(code);
  });
});

describe('Ed25519 (RFC 8032, section 7.1)', () => {
  test.each([
    {
      name: 'test 1',
      seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      message: '',
      signature:
        'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    },
    {
      name: 'test 2',
      seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      message: '72',
      signature:
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    },
  ])('$name', async ({ seed, publicKey, message, signature }) => {
    expect(uint8ArrayToHex(await publicKeyOf(hex(seed)))).toBe(publicKey);
    expect(uint8ArrayToHex(await sign(hex(seed), hex(message)))).toBe(signature);
  });
});

describe('keys of a password', () => {
  const seen: string[] = [];
  const kdf = { ...KDF, salt: 'AAAAAAAAAAAAAAAAAAAAAA==' };
  const echo: PasswordKdf = {
    derive: async (password) => {
      seen.push(new TextDecoder().decode(password));
      return new Uint8Array(32).fill(1);
    },
  };

  test('come from the NFKC form, so that every keyboard types the same password', async () => {
    await passwordKeys(echo, 'ﬁancée', kdf);
    expect(seen).toEqual(['fianc\u00e9e']);
  });

  test('differ by their purpose', async () => {
    const { keyEncryptionKey, authenticationSeed } = await passwordKeys(echo, 'password', kdf);
    expect(keyEncryptionKey).toHaveLength(32);
    expect(keyEncryptionKey).not.toEqual(authenticationSeed);
  });
});
