import { ed25519 } from '@noble/curves/ed25519.js';
import { isProperPoint } from '@parley/protocol';
import { hexToUint8Array as hex, stringToUint8Array as utf8 } from 'uint8array-extras';
import { describe, expect, test } from 'vitest';
import { join } from './bytes.ts';
import { publicKeyOf, sign } from './ed25519.ts';
import { verifyEd25519 } from './verify-ed25519.ts';

const seed = new Uint8Array(32).fill(3);
const message = utf8('message');
const L = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;

function littleEndian(number: bigint): Uint8Array {
  return hex(number.toString(16).padStart(64, '0')).reverse();
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

test('a right signature passes, for another message or key it does not', async () => {
  const signature = await sign(seed, message);
  const key = await publicKeyOf(seed);
  expect(await verifyEd25519(key, message, signature)).toBe(true);
  expect(await verifyEd25519(key, utf8('another'), signature)).toBe(false);
  expect(await verifyEd25519(await publicKeyOf(new Uint8Array(32)), message, signature)).toBe(false);
});

test('the same signature with S + L is refused: it would be a second spelling', async () => {
  const signature = await sign(seed, message);
  const s = numberOf(signature.subarray(32)) + L;
  const forged = join(signature.subarray(0, 32), littleEndian(s));
  expect(await verifyEd25519(await publicKeyOf(seed), message, forged)).toBe(false);
});

test('lengths other than 32 and 64 are refused', async () => {
  const signature = await sign(seed, message);
  const key = await publicKeyOf(seed);
  expect(await verifyEd25519(key.slice(1), message, signature)).toBe(false);
  expect(await verifyEd25519(key, message, signature.slice(1))).toBe(false);
});

describe('points', () => {
  const P = 2n ** 255n - 19n;

  test('of small order are no keys: signatures by them can be right for every message', () => {
    const found = smallOrderPoints();
    expect(found).toHaveLength(8);
    expect(found.filter(isProperPoint)).toEqual([]);
  });

  test.each([0n, 1n, 2n, 18n])('spelled with y = p + %s are refused', (y) => {
    expect(isProperPoint(littleEndian(P + y))).toBe(false);
  });

  test('that are no points never verify', async () => {
    const signature = await sign(seed, message);
    expect(await verifyEd25519(littleEndian(2n), message, signature)).toBe(false);
  });

  /** All multiples of a point of order 8, from the library: our list is checked against it. */
  function smallOrderPoints(): Uint8Array[] {
    const torsion = ed25519.Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
    return Array.from({ length: 8 }, (_, i) =>
      (i === 0 ? ed25519.Point.ZERO : torsion.multiplyUnsafe(BigInt(i))).toBytes(),
    );
  }
});
