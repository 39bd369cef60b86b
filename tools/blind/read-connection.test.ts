import { randomBytes } from 'node:crypto';
import { createDeflateRaw, constants, type DeflateRaw } from 'node:zlib';
import { expect, test } from 'vitest';
import { canary, secret } from './canaries.ts';
import { foundIn } from './found-in.ts';
import { readConnection } from './read-connection.ts';

const HEAD = Buffer.from('GET /socket.io/ HTTP/1.1\r\nUpgrade: websocket\r\n\r\n');
const TEXT = 0x81;
const COMPRESSED_TEXT = 0xc1;
const word = canary();
const names = (sent: readonly Buffer[]) =>
  foundIn(readConnection(Buffer.concat([HEAD, ...sent])), [secret('word', word)]);

test.each([0, 200, 70_000])('what a masked frame says behind one of %i bytes is read', (length) => {
  const frames = [masked(TEXT, randomBytes(length)), masked(TEXT, Buffer.from(`say ${word}`))];
  expect(names(frames)).toContain('word, raw');
});

test('what a message in two frames says is read, also with a ping between them', () => {
  const [one, two] = [Buffer.from(word).subarray(0, 5), Buffer.from(word).subarray(5)];
  expect(names([masked(0x01, one), masked(0x80, two)])).toContain('word, raw');
});

test('compressed messages are read, also where a later one refers to an earlier one', async () => {
  const deflate = createDeflateRaw();
  const messages = [`I say ${word}`, `I say ${word} and again ${word}`, 'nothing'];
  const frames: Buffer[] = [];
  for (const message of messages) frames.push(masked(COMPRESSED_TEXT, await compressed(deflate, message)));
  expect(names(frames)).toContain('word, raw');
  const read = readConnection(Buffer.concat([HEAD, ...frames])).map(String);
  expect(read).toContain(messages.join(''));
});

/** Without the four bytes at its end, as it is sent. */
async function compressed(deflate: DeflateRaw, message: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  const listen = (part: Buffer) => parts.push(part);
  deflate.on('data', listen);
  deflate.write(message);
  await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, resolve));
  deflate.off('data', listen);
  return Buffer.concat(parts).subarray(0, -4);
}

function masked(first: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const long = payload.length > 0xffff ? 127 : 126;
  const length = Buffer.alloc(long === 127 ? 8 : 2);
  if (long === 127) length.writeUInt32BE(payload.length, 4);
  else length.writeUInt16BE(payload.length);
  const bytes = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([first, 0x80 | long]), length, mask, bytes]);
}
