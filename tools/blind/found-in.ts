import type { Secret } from './canaries.ts';
import { decompressedIn } from './decompressed.ts';
import { Needles } from './needles.ts';
import { spellings } from './spellings.ts';

/** What is looked for, however it is written. */
export function needlesOf(secrets: readonly Secret[]): Needles<string> {
  const needles = new Needles<string>();
  for (const { name, bytes } of secrets)
    for (const { way, written } of spellings(bytes)) needles.add(`${name}, ${way}`, written);
  return needles;
}

/** The names of those secrets that are found in some bytes, with how they are written there. */
export function foundIn(haystacks: readonly Buffer[], secrets: readonly Secret[]): readonly string[] {
  return foundBy(needlesOf(secrets), haystacks);
}

/** The same where one looks for the same several times. */
export function foundBy(needles: Needles<string>, haystacks: readonly Buffer[]): readonly string[] {
  const found = new Set(haystacks.flatMap(readingsOf).flatMap((read) => [...needles.foundIn(read)]));
  return needles.names.filter((name) => found.has(name));
}

/** Payloads travel in base64, and what is in them may be spelled in other ways once more. */
function readingsOf(haystack: Buffer): readonly Buffer[] {
  const outside = [haystack, ...decompressedIn(haystack)];
  return [...outside, ...outside.map(fromBase64)];
}

const SHORTEST_RUN = 16;
const IS_BASE64 = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

function fromBase64(bytes: Buffer): Buffer {
  const decoded: Buffer[] = [];
  let start = 0;
  for (let at = 0; at <= bytes.length; at++) {
    if (IS_BASE64[bytes[at] ?? 0] === 1) continue;
    if (at - start >= SHORTEST_RUN) decoded.push(Buffer.from(bytes.toString('latin1', start, at), 'base64'));
    start = at + 1;
  }
  return Buffer.concat(decoded);
}
