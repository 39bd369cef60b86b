import { brotliDecompressSync, constants, inflateRawSync } from 'node:zlib';

const GZIP_HEAD = 10;
const ZLIB_HEAD = 2;
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * What gzip, zlib, a raw deflate or Brotli would be read to: the first two wherever one may begin, the others, which nothing
 * announces, at the beginning and behind each head of HTTP. What follows one does not matter.
 */
export function decompressedIn(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = bytes.indexOf(0x1f); at !== -1; at = bytes.indexOf(0x1f, at + 1))
    if (bytes[at + 1] === 0x8b) found.push(...inflated(bytes.subarray(at + GZIP_HEAD)));
  for (let at = bytes.indexOf(0x78); at !== -1; at = bytes.indexOf(0x78, at + 1))
    if (bytes.length > at + 1 && (0x7800 + (bytes[at + 1] ?? 0)) % 31 === 0)
      found.push(...inflated(bytes.subarray(at + ZLIB_HEAD)));
  return [...found, ...bodiesIn(bytes).flatMap((body) => [...inflated(body), ...unbrotlied(body)])];
}

function bodiesIn(bytes: Buffer): readonly Buffer[] {
  const bodies = [bytes];
  for (let at = bytes.indexOf(HEAD_END); at !== -1; at = bytes.indexOf(HEAD_END, at + 1))
    bodies.push(bytes.subarray(at + HEAD_END.length));
  return bodies;
}

/** What a raw deflate, which may be cut off, is read to; nothing if it is none. */
export function inflated(deflated: Buffer): readonly Buffer[] {
  return unlessNone(() => inflateRawSync(deflated, { finishFlush: constants.Z_SYNC_FLUSH }));
}

function unbrotlied(bytes: Buffer): readonly Buffer[] {
  return unlessNone(() => brotliDecompressSync(bytes, { finishFlush: constants.BROTLI_OPERATION_FLUSH }));
}

function unlessNone(read: () => Buffer): readonly Buffer[] {
  try {
    return [read()];
  } catch (error) {
    // How zlib names what is not compressed so: `Z_DATA_ERROR`, and for Brotli `ERR_` with the name of the error.
    if (error instanceof Error && 'errno' in error) return [];
    throw error;
  }
}
