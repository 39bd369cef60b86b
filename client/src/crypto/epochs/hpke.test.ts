import { KEM_MLKEM768_X25519 } from '@panva/hpke-noble';
import { AEAD_ChaCha20Poly1305, CipherSuite, KDF_HKDF_SHA256 } from 'hpke';
import { hexToUint8Array as hex, stringToUint8Array as utf8, uint8ArrayToHex } from 'uint8array-extras';
import { describe, expect, test } from 'vitest';
import { canSealTo } from './can-seal-to.ts';
import { encryptionKeyOf } from './encryption-key.ts';
import { hpkeOpen, hpkeSeal, importPrivateKey } from './hpke.ts';
import vector from './hpke-pq-vector.json' with { type: 'json' };

const seed = new Uint8Array(32).fill(7);
const sealContext = { info: utf8('info'), aad: utf8('aad') };

test('a seed gives the public key of the published vector', () => {
  expect(uint8ArrayToHex(encryptionKeyOf(hex(vector.skRm)))).toBe(vector.pkRm);
});

test('the published vector opens; it differs from our suite in its cipher alone', async () => {
  const suite = new CipherSuite(KEM_MLKEM768_X25519, KDF_HKDF_SHA256, AEAD_ChaCha20Poly1305);
  const key = await suite.DeserializePrivateKey(hex(vector.skRm), false);
  const options = { info: hex(vector.info), aad: hex(vector.aad) };
  const opened = await suite.Open(key, hex(vector.enc), hex(vector.ct), options);
  expect(uint8ArrayToHex(opened)).toBe(vector.pt);
});

test('what was sealed to a key opens with its seed, and with no other', async () => {
  const sealed = await hpkeSeal(encryptionKeyOf(seed), utf8('secret'), sealContext);
  expect(sealed.encapsulation).toHaveLength(1_120);
  expect(await hpkeOpen(await importPrivateKey(seed), sealed, sealContext)).toEqual(utf8('secret'));
  const other = await importPrivateKey(new Uint8Array(32).fill(8));
  expect(await hpkeOpen(other, sealed, sealContext)).toBeUndefined();
});

test.each(['info', 'aad'] as const)('it is bound to its %s', async (part) => {
  const sealed = await hpkeSeal(encryptionKeyOf(seed), utf8('secret'), sealContext);
  const elsewhere = { ...sealContext, [part]: utf8('another') };
  expect(await hpkeOpen(await importPrivateKey(seed), sealed, elsewhere)).toBeUndefined();
});

describe('a key that cannot be sealed to', () => {
  const good = encryptionKeyOf(seed);
  const changed = (at: number, bytes: readonly number[]) => {
    const key = good.slice();
    key.set(bytes, at);
    return key;
  };

  test('is told from a good one', () => {
    expect(canSealTo(good)).toBe(true);
  });

  test.each([
    ['has another length', good.slice(1)],
    ['has a coefficient of the modulus at an even place', changed(0, [0x01, 0x0d])],
    ['has a coefficient of 4,095 at the last place', changed(1_150, [0xff, 0xff])],
    [
      'has zeros for X25519',
      changed(
        1_184,
        Array.from({ length: 32 }, () => 0),
      ),
    ],
    ['has an X25519 point of small order', changed(1_184, [1, ...Array.from({ length: 31 }, () => 0)])],
  ])('because it %s', (_, key) => {
    expect(canSealTo(key)).toBe(false);
  });
});
