import * as z from 'zod/mini';
import { Seq, SeqOrZero, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';

/** How far a user has received and read a log: `read <= delivered <= head`; marks only move forward. */
export const Mark = z.object({ delivered: SeqOrZero, read: SeqOrZero });
export type Mark = z.infer<typeof Mark>;

export const MemberMark = z.object({ uid: Uuid, delivered: SeqOrZero, read: SeqOrZero });
export type MemberMark = z.infer<typeof MemberMark>;

/** What a client reports: one mark per conversation, up to and with `seq`. */
export const MarkBatch = z.object({
  marks: z
    .array(z.object({ conversation: Uuid, seq: Seq }))
    .check(z.minLength(1), z.maxLength(LIMITS.marksBatch)),
});
export type MarkBatch = z.infer<typeof MarkBatch>;

/** What a server reports: whose marks moved in one conversation. */
export const MarksMoved = z.object({ conversation: Uuid, marks: z.array(MemberMark) });
export type MarksMoved = z.infer<typeof MarksMoved>;
