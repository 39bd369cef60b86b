import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { canary, secret } from './canaries.ts';
import { foundIn } from './found-in.ts';

const word = canary();
const bytes = Buffer.from(word);
const secrets = [secret('another', canary()), secret('word', word)];

test.each([
  ['raw', Buffer.from(`before ${word} behind`)],
  ['hex', Buffer.from(`before${bytes.toString('hex')}behind`)],
  ['URL-encoded', Buffer.from(`a=${encodeURIComponent(word)}&b`)],
  ['base64', Buffer.from(Buffer.from(`${word}x`).toString('base64'))],
  ['base64 from the second byte', Buffer.from(Buffer.from(`x${word}`).toString('base64'))],
  ['base64 from the third byte', Buffer.from(Buffer.from(`xy${word}z`).toString('base64'))],
  ['base64, for URLs', Buffer.from(Buffer.from(`${word}x`).toString('base64url'))],
  ['raw', Buffer.concat([Buffer.from('head'), gzipSync(word), Buffer.from('tail')])],
  ['raw', Buffer.concat([Buffer.from('head'), deflateSync(`say ${word}`)])],
  ['raw', deflateRawSync(`say ${word}`)],
  ['raw', Buffer.concat([Buffer.from('POST / HTTP/1.1\r\na: b\r\n\r\n'), deflateRawSync(`say ${word}`)])],
  ['raw', brotliCompressSync(`say ${word}`)],
  ['raw', Buffer.concat([Buffer.from('POST / HTTP/1.1\r\na: b\r\n\r\n'), brotliCompressSync(`say ${word}`)])],
  ['hex', Buffer.from(Buffer.from(`a payload of ${bytes.toString('hex')}`).toString('base64'))],
])('what is written %s is found, and nothing else', (way, haystack) => {
  const found = foundIn([Buffer.alloc(0), haystack], secrets);
  expect(found).toContain(`word, ${way}`);
  expect(found.filter((name) => !name.startsWith('word'))).toEqual([]);
});

test('what is not there is not found', () => {
  expect(foundIn([Buffer.from(`${canary()} ${canary()}`), Buffer.alloc(0)], secrets)).toEqual([]);
  expect(foundIn([bytes.subarray(0, -1), bytes.subarray(1)], secrets)).toEqual([]);
});

test('a key is found among thousands, at either end', () => {
  const keys = Array.from({ length: 5_000 }, (_, n) =>
    secret(`key ${n}`, crypto.getRandomValues(new Uint8Array(32))),
  );
  const [first = secret('', ''), last = first] = [keys.at(7), keys.at(4_321)];
  const haystack = Buffer.concat([first.bytes, Buffer.from('between'), last.bytes]);
  expect(foundIn([haystack], keys)).toEqual(['key 7, raw', 'key 4321, raw']);
});
