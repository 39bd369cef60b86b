import { expect, test } from 'vitest';
import { UUID, uuidBytes, uuidOf, uuidV8 } from './uuid.ts';

const TEXT = '00010a0f-1020-4030-8040-90a0b0c0fdff';
const BYTES = [
  0x00, 0x01, 0x0a, 0x0f, 0x10, 0x20, 0x40, 0x30, 0x80, 0x40, 0x90, 0xa0, 0xb0, 0xc0, 0xfd, 0xff,
];

test('a UUID is spelled in lower case, with each of its 16 bytes in its place', () => {
  expect(uuidOf(Uint8Array.from(BYTES))).toBe(TEXT);
  expect([...uuidBytes(TEXT)]).toEqual(BYTES);
});

test('every value of a byte is spelled as it is read', () => {
  for (let byte = 0; byte < 256; byte++) {
    const bytes = new Uint8Array(16).fill(byte);
    expect(uuidBytes(uuidOf(bytes))).toEqual(bytes);
  }
});

test('random bytes become a UUID of version 8', () => {
  expect(uuidV8(new Uint8Array(32).fill(0xff))).toMatch(UUID);
});
