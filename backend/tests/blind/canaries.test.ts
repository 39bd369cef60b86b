import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { canary, foundIn, secret } from './canaries.ts';

const word = canary();
const bytes = Buffer.from(word);
const secrets = [secret('word', word)];

test.each([
  ['raw', Buffer.from(`before ${word} behind`)],
  ['hex', Buffer.from(`before${bytes.toString('hex')}behind`)],
  ['URL-encoded', Buffer.from(`a=${encodeURIComponent(word)}&b`)],
  ['base64', Buffer.from(Buffer.from(`${word}x`).toString('base64'))],
  ['base64 from the second byte', Buffer.from(Buffer.from(`x${word}`).toString('base64'))],
  ['base64 from the third byte', Buffer.from(Buffer.from(`xy${word}z`).toString('base64'))],
  ['raw', Buffer.concat([Buffer.from('head'), gzipSync(word), Buffer.from('tail')])],
  ['raw', Buffer.concat([Buffer.from('head'), deflateSync(`say ${word}`)])],
  ['raw', deflateRawSync(`say ${word}`)],
])('what is written %s is found', (way, haystack) => {
  expect(foundIn([haystack], secrets)).toContainEqual(expect.stringContaining(way) as string);
});

test('what is not there is not found', () => {
  expect(foundIn([Buffer.from(`${canary()} ${canary()}`), Buffer.alloc(0)], secrets)).toEqual([]);
});
