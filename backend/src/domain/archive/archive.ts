import type {
  ConversationState,
  Entry,
  Mark,
  Preferences,
  SignedKeyLogEntry,
  StoredVault,
  Uuid,
} from '@parley/protocol';
import type { AuditRecord } from '../audit/audit-store.ts';
import type { StoredCommandValue } from '../commands/command-values.ts';
import type { HookDelivery } from '../webhooks/hook-store.ts';
import type { StoredReport } from '../moderation/report-store.ts';
import type { StoredHook } from '../webhooks/stored-hook.ts';
import type { StoredInvitation } from '../invitations/invitation-store.ts';
import type { StoredReset } from '../passwords/reset-store.ts';
import type { RoomMembership } from '../rooms/room-members.ts';
import type { RoomLock } from '../rooms/room-locks.ts';
import type { NameClaim } from '../rooms/room-names.ts';
import type { StoredSettings } from '../settings/settings-store.ts';
import type { StoredSession } from '../sessions/session-store.ts';
import type { Account } from '../users/user-store.ts';

/** A user with everything that is stored beside the account. */
export interface ArchivedUser extends Account {
  /** ms */
  readonly lastSeen?: number | undefined;
  readonly blocked: readonly Uuid[];
}

/** The keys of an account, also of one that an unfinished registration left behind. */
export interface ArchivedKeys {
  readonly uid: Uuid;
  readonly keyLog: readonly SignedKeyLogEntry[];
  readonly vault: StoredVault;
  /** Newest first. */
  readonly former: readonly StoredVault[];
}

/** Accounts whose keys are in memory at once: each may have some megabytes. */
export const KEYS_AT_ONCE = 16;

/** A user's own data about a conversation. */
export interface ArchivedMembership {
  readonly uid: Uuid;
  readonly mark: Mark;
  readonly preferences: Preferences;
  /** In a room, whose state does not hold it. */
  readonly room?: RoomMembership | undefined;
}

/** One kind of record, each with a key that orders them. */
export interface ArchiveTable<Record> {
  count(): Promise<number>;
  /**
   * Records in the order of their keys.
   * @param after key of the last known record; '' for none
   */
  page(after: string, limit: number): Promise<readonly Record[]>;
  keyOf(record: Record): string;
  /** Stores records as they are. Existing ones stay or are replaced. */
  put(records: readonly Record[]): Promise<void>;
}

/** Where a log ends, and the chain over all of it. */
export type LogPosition = Pick<ConversationState, 'head' | 'chain'>;

/** Conversations, each with its log. */
export interface ArchivedLogs {
  count(): Promise<number>;
  /** The number of entries in all logs. */
  countEntries(): Promise<number>;
  /** Conversations in the order of their ids. */
  page(after: string, limit: number): Promise<readonly Uuid[]>;
  state(conversation: Uuid): Promise<ConversationState | undefined>;
  /** The end of the log when its fold was last stored, if one is. The log may be longer, but not shorter. */
  remembered(conversation: Uuid): Promise<LogPosition | undefined>;
  /** The furthest entry that a member has been delivered; 0 without one. It is read without the log. */
  furthestMark(conversation: Uuid): Promise<number>;
  /** The last stored entry. */
  last(conversation: Uuid): Promise<Entry | undefined>;
  entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]>;
  /** Stores entries as they are, after the existing ones. */
  put(entries: readonly Entry[]): Promise<void>;
  memberships(conversation: Uuid): Promise<readonly ArchivedMembership[]>;
  /** Makes a complete log visible to its members. */
  finish(state: ConversationState, memberships: readonly ArchivedMembership[]): Promise<void>;
}

/**
 * All contents of a database, bypassing the rules of the domain, to move them into another kind of database.
 * Pending logins and codes for another browser are left out: they last some minutes.
 */
export interface Archive {
  readonly users: ArchiveTable<ArchivedUser>;
  readonly sessions: ArchiveTable<StoredSession>;
  readonly resets: ArchiveTable<StoredReset>;
  readonly invitations: ArchiveTable<StoredInvitation>;
  readonly keys: ArchiveTable<ArchivedKeys>;
  readonly audit: ArchiveTable<AuditRecord>;
  readonly roomNames: ArchiveTable<NameClaim>;
  readonly roomLocks: ArchiveTable<RoomLock>;
  readonly commandValues: ArchiveTable<StoredCommandValue>;
  readonly hooks: ArchiveTable<StoredHook>;
  readonly hookDeliveries: ArchiveTable<HookDelivery>;
  readonly settings: ArchiveTable<StoredSettings>;
  readonly reports: ArchiveTable<StoredReport>;
  readonly logs: ArchivedLogs;
  close(): Promise<void>;
}

/** The parts of a database that a check reads, even while a server uses it. */
export type Inspection = Pick<Archive, 'logs' | 'audit' | 'close'>;
