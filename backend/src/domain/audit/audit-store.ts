import type { AuditFilter, AuditKind, Uuid } from '@parley/protocol';
import type { AuditSigner } from './audit-signer.ts';

export type { AuditFilter, AuditKind };

/** An event that the operator may want to look up. Never holds secrets or message bodies. */
export interface AuditEvent {
  readonly kind: AuditKind;
  /** ms */
  readonly time: number;
  readonly uid?: Uuid | undefined;
  readonly address?: string | undefined;
  readonly details?: Readonly<Record<string, string>> | undefined;
}

export interface AuditRecord extends AuditEvent {
  readonly seq: number;
  /** SHA-256 over the chain before it and the event (`audit-chain.ts`), base64. */
  readonly chain: string;
  /** Signature of the chain at this record; missing in records from a version without signatures. */
  readonly signature?: string | undefined;
}

export interface AuditQuery extends AuditFilter {
  /** The last record of the page before; without it, or if there is no such record, the newest come first. */
  readonly before?: number | undefined;
  readonly limit: number;
  /** How many records may be looked at: those of one person may be many, and few of the kind that is looked for. */
  readonly most: number;
}

/** Newest first: by time, and by number within one millisecond. */
export interface AuditPage {
  readonly records: readonly AuditRecord[];
  /** There may be more: ask again with this as `before`. Given also where no record of those that were looked at fits. */
  readonly next?: number | undefined;
}

/** The audit log: append-only, gapless, each record chained to the one before. */
export interface AuditStore {
  append(event: AuditEvent, signer?: Pick<AuditSigner, 'sign'>): Promise<AuditRecord>;
  /** Records after `seq`, in rising order. */
  after(seq: number, limit: number): Promise<readonly AuditRecord[]>;
  /** The newest of a kind. */
  latest(kind: AuditKind): Promise<AuditRecord | undefined>;
  last(): Promise<AuditRecord | undefined>;
  page(query: AuditQuery): Promise<AuditPage>;
}
