import { expect, test } from 'vitest';
import { ByteWriter } from './byte-writer.ts';

test('numbers are big-endian, up to the largest that is exact', () => {
  const written = new ByteWriter()
    .number(1, 1)
    .number(0x0203, 2)
    .number(0xfedcba98, 4)
    .number(Number.MAX_SAFE_INTEGER, 8)
    .finish();
  expect(Buffer.from(written).toString('hex')).toBe('010203fedcba98001fffffffffffff');
});

test('what is longer than the room at first comes out whole and in order', () => {
  const parts = Array.from({ length: 300 }, (_, i) => Uint8Array.of(i % 256, 7));
  const writer = new ByteWriter();
  for (const part of parts) writer.bytes(part);
  writer.bytes(new Uint8Array(5_000).fill(9));
  const written = writer.finish();
  expect(written).toEqual(new Uint8Array(Buffer.concat([...parts, new Uint8Array(5_000).fill(9)])));
});

test.each([
  [256, 1],
  [65_536, 2],
  [2 ** 32, 4],
  [2 ** 53, 8],
  [-1, 8],
  [0.5, 4],
  [Number.NaN, 8],
] as const)('%d does not fit into %d bytes', (value, length) => {
  expect(() => new ByteWriter().number(value, length)).toThrow(RangeError);
});

test('bytes of another length than the format says are refused', () => {
  expect(() => new ByteWriter().bytes(new Uint8Array(31), 32)).toThrow(RangeError);
});
