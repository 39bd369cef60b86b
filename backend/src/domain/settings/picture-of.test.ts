import { expect, test } from 'vitest';
import { pictureOf } from './picture-of.ts';

/** The beginning of a PNG of this size. */
function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1');
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

function webp(chunk: string, size: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.write('RIFF', 'latin1');
  bytes.write(`WEBP${chunk}`, 8, 'latin1');
  size(bytes);
  return bytes;
}

/** A JPEG with a comment and tables before its frame. */
function jpeg(side: number): Buffer {
  const frame = Buffer.from([0xff, 0xc2, 0, 17, 8, 0, 0, 0, 0, 3]);
  frame.writeUInt16BE(side, 5);
  frame.writeUInt16BE(side, 7);
  const before = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 4, 0xff, 0xc0, 0xff, 0xc4, 0, 2]);
  return Buffer.concat([before, frame]);
}

const pictures = {
  'a PNG': [png(64, 64), 'image/png'],
  'a lossy WebP': [
    webp('VP8 ', (bytes) => {
      bytes.writeUInt16LE(64, 26);
      bytes.writeUInt16LE(64, 28);
    }),
    'image/webp',
  ],
  'a lossless WebP': [webp('VP8L', (bytes) => bytes.writeUInt32LE(63 | (63 << 14), 21)), 'image/webp'],
  'an extended WebP': [
    webp('VP8X', (bytes) => {
      bytes.writeUIntLE(63, 24, 3);
      bytes.writeUIntLE(63, 27, 3);
    }),
    'image/webp',
  ],
  'a JPEG': [jpeg(64), 'image/jpeg'],
} as const;

test.each(Object.entries(pictures))('%s is told by its bytes', (_name, [bytes, type]) => {
  expect(pictureOf(bytes.toString('base64'))).toEqual({ type, bytes: bytes.toString('base64') });
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>')],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['a GIF', Buffer.from('GIF89a\x40\0\x40\0', 'latin1')],
  ['one that is not square', png(64, 65)],
  ['one that is too small', png(31, 31)],
  ['one that would be huge', png(1_025, 1_025)],
  ['one that ends early', png(64, 64).subarray(0, 20)],
  ['a JPEG without a frame', Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 4, 0, 0])],
  ['one of too many bytes', Buffer.concat([png(64, 64), Buffer.alloc(64 * 1024)])],
])('%s is no icon', (_name, bytes) => {
  expect(() => pictureOf(bytes.toString('base64'))).toThrow(/The icon can't be used. Allowed: a square PNG/);
});

test('what is no base64 is no icon', () => {
  expect(() => pictureOf(`${png(64, 64).toString('base64')}!`)).toThrow(/The icon/);
});
