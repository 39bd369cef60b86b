import type { ConversationState, Entry, Mark, Preferences, Uuid } from '@parley/protocol';
import type { AuditRecord } from '../audit/audit-store.ts';
import type { StoredInvitation } from '../invitations/invitation-store.ts';
import type { StoredReset } from '../sessions/reset-store.ts';
import type { StoredSession } from '../sessions/session-store.ts';
import type { Account } from '../users/user-store.ts';

/** A user with all that is kept beside his account. */
export interface ArchivedUser extends Account {
  /** ms */
  readonly lastSeen?: number | undefined;
  readonly blocked: readonly Uuid[];
}

/** What somebody keeps to a conversation. */
export interface ArchivedMembership {
  readonly uid: Uuid;
  readonly mark: Mark;
  readonly preferences: Preferences;
}

/** One kind of record, each with a key that orders them. */
export interface ArchiveTable<Record> {
  count(): Promise<number>;
  /**
   * Records in the order of their keys.
   * @param after key of the last one that is known; '' for none
   */
  page(after: string, limit: number): Promise<readonly Record[]>;
  keyOf(record: Record): string;
  /** Stores records as they are; those that are there already stay or are replaced. */
  put(records: readonly Record[]): Promise<void>;
}

/** Conversations, each with its log. */
export interface ArchivedLogs {
  count(): Promise<number>;
  /** Of all logs together. */
  countEntries(): Promise<number>;
  /** Conversations in the order of their ids. */
  page(after: string, limit: number): Promise<readonly Uuid[]>;
  state(conversation: Uuid): Promise<ConversationState | undefined>;
  /** The last entry that is there. */
  last(conversation: Uuid): Promise<Entry | undefined>;
  entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]>;
  /** Stores entries as they are, behind those that are there. */
  put(entries: readonly Entry[]): Promise<void>;
  memberships(conversation: Uuid): Promise<readonly ArchivedMembership[]>;
  /** Makes a log that is whole known to everybody in it. */
  finish(state: ConversationState, memberships: readonly ArchivedMembership[]): Promise<void>;
}

/**
 * All that a database holds, past the rules of the domain, for moving it into another kind of database.
 * Logins under way are left out: they last a minute.
 */
export interface Archive {
  readonly users: ArchiveTable<ArchivedUser>;
  readonly sessions: ArchiveTable<StoredSession>;
  readonly resets: ArchiveTable<StoredReset>;
  readonly invitations: ArchiveTable<StoredInvitation>;
  readonly audit: ArchiveTable<AuditRecord>;
  readonly logs: ArchivedLogs;
  close(): Promise<void>;
}
