import type { Uuid } from '@parley/protocol';
import type { AuditSigner } from './audit-signer.ts';

export type AuditKind =
  | 'login'
  | 'login_failed'
  | 'login_locked'
  | 'logout'
  | 'registered'
  | 'session_revoked'
  | 'password_changed'
  | 'keys_created'
  | 'device_added'
  | 'device_revoked'
  | 'identity_changed'
  | 'identity_reset'
  | 'pairing_taken'
  | 'group_created'
  | 'group_ended'
  | 'role_changed'
  | 'member_removed'
  | 'member_banned'
  | 'member_unbanned'
  | 'owner_appointed'
  | 'room_locked'
  | 'room_unlocked'
  | 'room_join_failed'
  | 'room_join_locked'
  | 'hook_created'
  | 'hook_revoked'
  | 'hook_cut'
  | 'rate_limited'
  | 'origin_refused'
  | 'invitation_created'
  | 'account_deactivated'
  | 'account_activated'
  | 'machine_created'
  | 'machine_changed'
  | 'machine_suspended'
  | 'machine_resumed'
  | 'machine_token_created'
  | 'machine_token_revoked'
  | 'audit_signed'
  | 'database_restored'
  | 'backup_made'
  | 'settings_changed';

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

/** What records are looked for; each part that is there must fit. */
export interface AuditFilter {
  readonly kind?: AuditKind | undefined;
  readonly uid?: Uuid | undefined;
  readonly address?: string | undefined;
  /** Times in ms, both included. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
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
