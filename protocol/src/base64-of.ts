import * as z from 'zod/mini';

/** Base64 of exactly this many bytes. */
export function base64Of(bytes: number) {
  const padding = (3 - (bytes % 3)) % 3;
  const digits = Math.ceil(bytes / 3) * 4 - padding;
  return z.string().check(z.regex(new RegExp(`^[A-Za-z0-9+/]{${digits}}={${padding}}$`)));
}
