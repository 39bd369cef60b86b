import { canonicalJson } from '@parley/protocol';
import { sha256 } from '../sha256.ts';
import type { AuditHead, AuditSigner } from './audit-signer.ts';
import type { AuditEvent, AuditRecord } from './audit-store.ts';

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

/** The record after a head (undefined for the first record), signed if there is a signer. */
export function nextRecord(
  head: AuditHead | undefined,
  event: AuditEvent,
  signer: Pick<AuditSigner, 'sign'> | undefined,
): AuditRecord {
  const seq = (head?.seq ?? 0) + 1;
  const chain = auditChain(head?.chain ?? AUDIT_CHAIN_START, seq, event);
  const signature = signer?.sign({ seq, chain });
  return { ...event, seq, chain, ...(signature !== undefined && { signature }) };
}
