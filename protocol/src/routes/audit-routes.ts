import * as z from 'zod/mini';
import { User } from '../accounts/user.ts';
import { AuditCheck, AuditEvent, AuditFilter } from '../audit/audit-event.ts';
import { Seq } from '../ids.ts';
import { LIMITS } from '../limits.ts';
import { None, route } from './route.ts';

/** The audit log, for administrators. Each is a change: who reads is recorded, too. */
export const AUDIT_ROUTES = {
  /** The newest first. Only what begins a list is recorded, not the pages behind it. */
  readAudit: route({
    method: 'POST',
    path: '/admin/audit/search',
    who: 'admin',
    request: z.object({
      filter: AuditFilter,
      before: z.optional(Seq),
      limit: z.int().check(z.gte(1), z.lte(LIMITS.pageAudit)),
    }),
    /** `users` are those whom the records name. There may be more: ask again with `next` as `before`, also where nothing fits yet. */
    response: z.object({
      records: z.array(AuditEvent),
      users: z.array(User),
      next: z.optional(Seq),
    }),
  }),
  /** Everything that fits, newest first: lines of JSON with chain and signature, or CSV. */
  exportAudit: route({
    method: 'POST',
    path: '/admin/audit/export',
    who: 'admin',
    request: z.object({ filter: AuditFilter, format: z.enum(['jsonl', 'csv']) }),
    content: 'application/x-ndjson',
    response: AuditEvent,
  }),
  /** Checks the whole log; lines that say how far it is, and at last what was found. */
  checkAudit: route({
    method: 'POST',
    path: '/admin/audit/check',
    who: 'admin',
    request: None,
    content: 'application/x-ndjson',
    response: AuditCheck,
  }),
} as const;
