import * as z from 'zod/mini';
import { Seq, Time, Uuid } from '../ids.ts';
import { orLater } from '../later-word.ts';
import { AUDIT_KINDS } from './audit-kinds.ts';

/** A record of the audit log, as administrators read it. */
export const AuditEvent = z.object({
  seq: Seq,
  /** One of `AUDIT_KINDS`, or of a later version. */
  kind: z.string(),
  time: Time,
  /** Whose it is. */
  uid: z.optional(Uuid),
  address: z.optional(z.string()),
  details: z.optional(z.record(z.string(), z.string())),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

/** What records are looked for; each part that is there must fit. */
export const AuditFilter = z.object({
  kind: z.optional(z.enum(AUDIT_KINDS)),
  uid: z.optional(Uuid),
  /** As it stands in the record. */
  address: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  /** Times, both included. */
  since: z.optional(Time),
  until: z.optional(Time),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** What a check found, in words, and what to do about it. */
export const Finding = z.object({
  verdict: orLater(z.enum(['fine', 'warning', 'problem'])),
  says: z.string(),
  remedy: z.optional(z.string()),
});
export type Finding = z.infer<typeof Finding>;

/** How far a check of the audit log is; its last word has what was found. */
export const AuditCheck = z.object({
  checked: z.int(),
  of: z.int(),
  finding: z.optional(Finding),
});
export type AuditCheck = z.infer<typeof AuditCheck>;
