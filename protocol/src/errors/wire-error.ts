import * as z from 'zod/mini';
import type { ErrorCode } from './error-codes.ts';

/** The one shape of every error, over HTTP and over the socket. */
export const WireError = z.object({
  code: z.pipe(z.string(), z.transform(asItCame)),
  message: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.optional(z.number()),
  correlationId: z.optional(z.string()),
});
export type WireError = z.infer<typeof WireError>;

/**
 * A code of a later version is none of those that this one asks for, and so counts by `retryable` alone. To look each up in the list
 * of all would tell nobody more, and that list is 0.6 KB of every page.
 */
function asItCame(code: string): ErrorCode {
  return code as ErrorCode;
}
