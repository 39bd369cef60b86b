import type { AuditKind, AuditRecord } from '../../../domain/audit/audit-store.ts';
import { storedJson } from '../stored-json.ts';

export interface AuditRow {
  readonly seq: number;
  readonly kind: AuditKind;
  readonly time: number;
  readonly uid: string | null;
  readonly address: string | null;
  /** JSON */
  readonly details: string | null;
  readonly chain: string;
  readonly signature: string | null;
}

export function auditRow({
  seq,
  kind,
  time,
  uid,
  address,
  details,
  chain,
  signature,
}: AuditRecord): AuditRow {
  return {
    seq,
    kind,
    time,
    uid: uid ?? null,
    address: address ?? null,
    details: details === undefined ? null : JSON.stringify(details),
    chain,
    signature: signature ?? null,
  };
}

export function auditRecord({
  seq,
  kind,
  time,
  uid,
  address,
  details,
  chain,
  signature,
}: AuditRow): AuditRecord {
  return {
    seq,
    kind,
    time,
    ...(uid !== null && { uid }),
    ...(address !== null && { address }),
    ...(details !== null && { details: storedJson<Record<string, string>>(details) }),
    chain,
    ...(signature !== null && { signature }),
  };
}
