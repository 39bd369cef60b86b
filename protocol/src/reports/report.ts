import * as z from 'zod/mini';
import { orLater } from '../later-word.ts';
import { Seq, Time, Uuid } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { Entry } from '../log/entry.ts';
import { KeptEvidence, ReportEvidence } from './report-evidence.ts';
import { REPORT_LIMITS } from './report-limits.ts';

/** Why a message is reported. */
export const REPORT_REASONS = [
  'spam',
  'harassment',
  'hate',
  'sexual',
  'violence',
  'illegal',
  'other',
] as const;
export const ReportReason = z.enum(REPORT_REASONS);
export type ReportReason = z.infer<typeof ReportReason>;

const Words = z.string().check(z.trim(), z.maxLength(REPORT_LIMITS.reportWordsMax));

/** What a person reports: a message, in the version that they read, and what they disclose of it. */
export const MessageReport = z.object({
  conversation: Uuid,
  /** The message. */
  seq: Seq,
  /** The entry whose words are reported: the message itself, or the edit that was read. */
  version: Seq,
  reason: ReportReason,
  words: Words,
  evidence: ReportEvidence,
});
export type MessageReport = z.infer<typeof MessageReport>;

/** What administrators do about a report. Deleting, warning, muting and deactivating are about who wrote the message. */
export const ReportDecision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delete') }),
  /** The words are shown to the person. */
  z.object({ kind: z.literal('warn'), words: Words }),
  z.object({
    kind: z.literal('mute'),
    seconds: z.int().check(z.gte(1), z.lte(LIMITS.muteMax)),
    words: Words,
  }),
  z.object({ kind: z.literal('deactivate') }),
  z.object({ kind: z.literal('dismiss') }),
]);
export type ReportDecision = z.infer<typeof ReportDecision>;

/** How a report ended. `expired`: nobody decided it in time. */
export const ReportEnd = z.object({
  kind: orLater(z.enum(['delete', 'warn', 'mute', 'deactivate', 'dismiss', 'expired'])),
  time: Time,
  by: z.optional(Uuid),
  /** Of a mute. */
  until: z.optional(Time),
});
export type ReportEnd = z.infer<typeof ReportEnd>;

/** A report as it stands in the queue. */
export const Report = z.object({
  id: Uuid,
  time: Time,
  reporter: Uuid,
  conversation: Uuid,
  seq: Seq,
  version: Seq,
  /** Who wrote the message. */
  sender: Uuid,
  reason: orLater(ReportReason),
  words: z.string(),
  end: z.optional(ReportEnd),
});
export type Report = z.infer<typeof Report>;

/** A report with what proves it, as long as it is open. */
export const ReportDetails = z.object({
  report: Report,
  /** The reported version as the log has it, without its payload: its hash is what the evidence is held against. */
  entry: z.optional(Entry),
  evidence: z.optional(KeptEvidence),
  /** The message was deleted since, or before. */
  isDeleted: z.boolean(),
  /** Where it was said. */
  place: z.object({
    type: orLater(z.enum(['direct', 'group', 'announcement'])),
    name: z.optional(z.string()),
    isSealed: z.boolean(),
  }),
  /** Whether the administrator who asks may delete the message, by their role in the conversation. */
  mayDelete: z.boolean(),
});
export type ReportDetails = z.infer<typeof ReportDetails>;

/** What the administrators tell a person, until they have read it. It says nothing of any report. */
export const Notice = z.object({
  id: Uuid,
  time: Time,
  kind: orLater(z.enum(['warning', 'mute'])),
  words: z.string(),
  /** Of a mute. */
  until: z.optional(Time),
});
export type Notice = z.infer<typeof Notice>;
