/** A label of version 1: ASCII with one zero byte behind it, so that no label is the beginning of another. */
export function label(name: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`parley/v1/${name}\0`);
}
