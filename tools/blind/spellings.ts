/** How bytes may be written. */
export interface Spelling {
  readonly way: string;
  readonly written: Buffer;
}

/** Raw, hex, URL-encoded, and base64 at each of three offsets, in either alphabet. */
export function spellings(bytes: Uint8Array): readonly Spelling[] {
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
