import type { Secret } from './canaries.ts';
import { decompressedIn } from './decompressed.ts';
import { Needles } from './needles.ts';
import { spellings } from './spellings.ts';

/** The names of those secrets that are found in some bytes, with how they are written there. */
export function foundIn(haystacks: readonly Buffer[], secrets: readonly Secret[]): readonly string[] {
  const needles = new Needles<string>();
  const names = new Set<string>();
  for (const { name, bytes } of secrets)
    for (const { way, written } of spellings(bytes)) {
      names.add(`${name}, ${way}`);
      needles.add(`${name}, ${way}`, written);
    }
  const found = new Set(haystacks.flatMap(readingsOf).flatMap((read) => [...needles.foundIn(read)]));
  return [...names].filter((name) => found.has(name));
}

/** Payloads travel in base64, and what is in them may be spelled in other ways once more. */
function readingsOf(haystack: Buffer): readonly Buffer[] {
  const outside = [haystack, ...decompressedIn(haystack)];
  return [...outside, ...outside.map(fromBase64)];
}

function fromBase64(bytes: Buffer): Buffer {
  const runs = bytes.toString('latin1').match(/[A-Za-z0-9+/_-]{16,}/g) ?? [];
  return Buffer.concat(runs.map((run) => Buffer.from(run, 'base64')));
}
