import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { isBase64, Payload } from '../log/payload.ts';
import { LIMITS } from '../limits.ts';

const Content = z.string().check(z.maxLength(Math.ceil(LIMITS.contentBytes / 3) * 4), z.refine(isBase64));

/**
 * What a reporter discloses of one message. `payload` is the envelope as its sender's device made it; its hash stands in the log, even
 * after the message was deleted.
 */
export const ReportEvidence = z.discriminatedUnion('kind', [
  /** A sealed message: the frank key proves that the envelope says this content, and opens nothing. */
  z.strictObject({ kind: z.literal('sealed'), payload: Payload, frankKey: base64Of(32), content: Content }),
  /** A message with a machine, which has no frank: nothing proves that it says this. */
  z.strictObject({ kind: z.literal('simple'), payload: Payload, content: Content }),
  /** A message that the server reads itself. Only of one that was deleted it needs the payload. */
  z.strictObject({ kind: z.literal('open'), payload: z.optional(Payload) }),
]);
export type ReportEvidence = z.infer<typeof ReportEvidence>;

/** What of it is kept until the decision. The server has the payload of an open message from its own log or, of a deleted one, by its hash. */
export const KeptEvidence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sealed'), payload: Payload, frankKey: base64Of(32), content: Content }),
  z.strictObject({ kind: z.literal('simple'), payload: Payload, content: Content }),
  z.strictObject({ kind: z.literal('open'), payload: Payload }),
]);
export type KeptEvidence = z.infer<typeof KeptEvidence>;
