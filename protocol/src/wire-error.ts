import * as z from 'zod/mini';
import { ErrorCodes } from './errors.ts';

/** The one shape of every error, over HTTP and over the socket. */
export const WireError = z.object({
  /** A code of a newer version counts by `retryable` alone. */
  code: z.catch(z.enum(ErrorCodes), 'E_INTERNAL'),
  message: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.optional(z.number()),
  correlationId: z.optional(z.string()),
});
export type WireError = z.infer<typeof WireError>;
