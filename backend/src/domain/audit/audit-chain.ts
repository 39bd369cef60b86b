import { canonicalJson } from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import type { AuditEvent } from './audit-store.ts';

const utf8 = new TextEncoder();

/** The chain before the first record. */
export const AUDIT_CHAIN_START = '';

/** The chain at a record, base64: SHA-256("parley/v1/audit\0" ‖ previous chain ‖ "\0" ‖ seq and event in canonical JSON). */
export function auditChain(previous: string, seq: number, event: AuditEvent): string {
  const { kind, time, uid, address, details } = event;
  const json = canonicalJson({
    seq,
    kind,
    time,
    uid: uid ?? null,
    address: address ?? null,
    details: details ?? null,
  });
  return Buffer.from(sha256(utf8.encode(`parley/v1/audit\0${previous}\0${json}`))).toString('base64');
}
