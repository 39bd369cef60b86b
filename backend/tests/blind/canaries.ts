import { randomInt } from 'node:crypto';
import { constants, inflateRawSync } from 'node:zlib';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzßé0123456789';
const LENGTH = 12;

/** Something that occurs nowhere by chance. */
export function canary(): string {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** What must not be found, and how a person would name it. */
export interface Secret {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export function secret(name: string, value: string | Uint8Array): Secret {
  return { name, bytes: typeof value === 'string' ? Buffer.from(value) : value };
}

/** The names of those secrets that are found in some bytes, with how they are written there. */
export function foundIn(haystacks: readonly Buffer[], secrets: readonly Secret[]): readonly string[] {
  const outside = haystacks.flatMap((bytes) => [bytes, ...decompressedIn(bytes)]);
  // Payloads travel in base64, and what is in them may be spelled in other ways once more.
  const all = [...outside, ...outside.flatMap(fromBase64)];
  return secrets.flatMap(({ name, bytes }) =>
    spellings(bytes)
      .filter(({ written }) => all.some((haystack) => haystack.includes(written)))
      .map(({ way }) => `${name}, ${way}`),
  );
}

function fromBase64(bytes: Buffer): readonly Buffer[] {
  const runs = bytes.toString('latin1').match(/[A-Za-z0-9+/_-]{16,}/g) ?? [];
  return [Buffer.concat(runs.map((run) => Buffer.from(run, 'base64')))];
}

interface Spelling {
  readonly way: string;
  readonly written: Buffer;
}

function spellings(bytes: Uint8Array): readonly Spelling[] {
  const buffer = Buffer.from(bytes);
  const hex = buffer.toString('hex');
  const url = Array.from(buffer, (byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
  const texts: readonly (readonly [string, string])[] = [
    ['hex', hex],
    ['hex', hex.toUpperCase()],
    ['URL-encoded', url],
    ['URL-encoded', encodeURIComponent(buffer.toString())],
    ['base64', base64At(buffer, 0)],
    ['base64 from the second byte', base64At(buffer, 1)],
    ['base64 from the third byte', base64At(buffer, 2)],
  ];
  const inUrls = texts
    .filter(([way]) => way.startsWith('base64'))
    .map(([way, text]) => [`${way}, for URLs`, text.replaceAll('+', '-').replaceAll('/', '_')] as const);
  const written = [...texts, ...inUrls].map(([way, text]) => ({ way, written: Buffer.from(text) }));
  return [{ way: 'raw', written: buffer }, ...written];
}

/** The characters that only these bytes decide, wherever in a group of three they begin. */
function base64At(bytes: Buffer, offset: number): string {
  const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
  const first = Math.ceil((offset * 8) / 6);
  return whole.toString('base64').slice(first, Math.floor((whole.length * 8) / 6));
}

const GZIP_HEAD = 10;
const ZLIB_HEAD = 2;

/** What gzip, zlib or a raw deflate would be read to, wherever one may begin. What follows one does not matter. */
function decompressedIn(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length - 2; at++) {
    const [one = 0, two = 0] = [bytes[at], bytes[at + 1]];
    if (one === 0x1f && two === 0x8b) found.push(...read(bytes.subarray(at + GZIP_HEAD)));
    if (one === 0x78 && (one * 256 + two) % 31 === 0) found.push(...read(bytes.subarray(at + ZLIB_HEAD)));
  }
  return [...found, ...read(bytes)];
}

const PARTLY = { finishFlush: constants.Z_SYNC_FLUSH };

function read(deflated: Buffer): readonly Buffer[] {
  try {
    return [inflateRawSync(deflated, PARTLY)];
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) return [];
    throw error;
  }
}
