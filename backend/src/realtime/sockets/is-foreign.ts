import type { IncomingMessage } from 'node:http';
import type { AccessRules } from '../../security/access-rules.ts';
import type { AuditNotes } from '../../security/audit/audit-notes.ts';
import { isFromOwnPage } from '../../security/own-page.ts';

export interface OriginKeeper {
  readonly access: AccessRules;
  readonly auditNotes: AuditNotes;
}

/** Longer ones are cut in the audit log. */
const NOTED = 300;

/** Whether a page of another site makes this request, which is noted. */
export function isForeign(request: IncomingMessage, { access, auditNotes }: OriginKeeper): boolean {
  const { headers } = request;
  if (isFromOwnPage(headers, access)) return false;
  const { origin = `unknown, ${String(headers['sec-fetch-site'])}` } = headers;
  const address = access.addressOf(request);
  auditNotes.note({ kind: 'origin_refused', address, details: { origin: origin.slice(0, NOTED) } });
  return true;
}
