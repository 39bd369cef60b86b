import * as z from 'zod/mini';
import { ERROR_CODES, type ErrorCode } from './error-codes.ts';

/** The one shape of every error, over HTTP and over the socket. */
export const WireError = z.object({
  /** A code of a newer version counts by `retryable` alone. (`z.catch` would take 2 KB of zod into the first pages.) */
  code: z.pipe(z.string(), z.transform(knownCode)),
  message: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.optional(z.number()),
  correlationId: z.optional(z.string()),
});
export type WireError = z.infer<typeof WireError>;

function knownCode(code: string): ErrorCode {
  return ERROR_CODES.find((known) => known === code) ?? 'E_INTERNAL';
}
