import type {
  ConversationState,
  Credential,
  Device,
  Entry,
  ErasedPayload,
  Mark,
  PasswordWrap,
  Preferences,
  SignedKeyLogEntry,
  StoredVault,
  User,
  Uuid,
} from '@parley/protocol';
import type { AuditRecord } from '../../domain/audit/audit-store.ts';
import type { HookDelivery } from '../../domain/webhooks/hook-store.ts';
import type { StoredHook } from '../../domain/webhooks/stored-hook.ts';
import type { StoredReport } from '../../domain/moderation/report-store.ts';
import type { StoredInvitation } from '../../domain/invitations/invitation-store.ts';
import type { RoomLock } from '../../domain/rooms/room-locks.ts';
import type { NameClaim } from '../../domain/rooms/room-names.ts';
import type { MachineDetails } from '../../domain/machines/machine-store.ts';
import type { StoredSettings } from '../../domain/settings/settings-store.ts';
import type { Deletion } from '../../domain/users/user-store.ts';
import type { Grant } from '../../domain/sessions/session-store.ts';
import type { UsedChallenge } from '../../domain/passwords/challenge-store.ts';

/** The contents of each collection. Dates are stamps of the database's own clock, numbers are ms of a server's. */
export interface EntryDocument {
  conversation: Uuid;
  seq: number;
  id: Uuid;
  sender: Uuid;
  time: number;
  count: number;
  chain: string;
  body: Entry['body'];
  payload?: { kind: 'plain' | 'sealed'; bytes: Buffer } | ErasedPayload;
}

/** The fields that change with every entry: kept as small as possible. */
export interface ConversationDocument {
  _id: Uuid;
  head: number;
  grown?: Date;
  changed: Date;
}

/** The fold of a log up to some entry; reading the log continues from there. */
export interface SnapshotDocument {
  _id: Uuid;
  head: number;
  state: ConversationState;
}

/**
 * A user's own data about a conversation, and the index of each user's conversations. The index may contain conversations
 * that the user is not in, but lacks none; the fold of the log decides.
 */
export interface MemberDocument extends Mark, Preferences {
  conversation: Uuid;
  uid: Uuid;
  changed: Date;
  /** Whether the user is a member, as of the entry at `since`; the fold of the log decides. */
  present: boolean;
  since: number;
  /** In a room: where the user joined last, and the id of the entry at `since`, by which the row is believed. */
  joined?: number;
  by?: Uuid;
  /** In a room: where the user left after that, whether they are banned, until when they are muted, and when they wrote last. */
  departed?: number;
  banned?: boolean;
  mutedUntil?: number;
  lastSent?: number;
}

/** What a message is found by (`search/message-words.ts`). */
export interface WordsDocument {
  conversation: Uuid;
  seq: number;
  /** Version of the tokens, and the entry that they are of: later ones are higher. */
  made: number;
  /** The edit that the terms are of. */
  edit?: number;
  /** In the order of the text; none of a deleted message. */
  terms: string[];
}

/** How far the index of a version's words reaches in a log. */
export interface SearchedDocument {
  /** Version and conversation. */
  _id: string;
  conversation: Uuid;
  seq: number;
  chain: string;
}

/**
 * A room in the directory. One that is deleted is not listed any more: it says when, and up to where it is erased, until it is
 * erased as a whole.
 */
export interface RoomDocument {
  _id: Uuid;
  /** The entry that it follows from; activity is beside that. */
  since: number;
  searchText?: string;
  active?: number;
  ended?: number;
  erased?: number;
}

export interface RoomNameDocument extends Omit<NameClaim, 'folded'> {
  _id: string;
}

export interface UserDocument extends Omit<
  User,
  'uid' | 'kind' | 'accountKey' | 'simpleKey' | 'simpleKeySignature'
> {
  _id: Uuid;
  usernameLower: string;
  searchText: string;
  credential: Credential;
  createdAt: number;
  lastSeen?: number;
  machine?: MachineDetails;
  invitedBy?: Uuid;
  /** The document keeps its `username`. */
  deletion?: Omit<Deletion, 'username'>;
  /** Another one after each change of `admin` or `removed` (`mongo-standings.ts`). */
  standing?: string;
}

export interface BlockDocument {
  uid: Uuid;
  blocked: Uuid;
}

export interface SessionDocument {
  _id: Uuid;
  uid: Uuid;
  device: Device;
  createdAt: number;
  lastSeenAt: number;
  expiresAt: number;
  grant?: Grant;
  suspended?: true;
}

/** Its `username` is the subject, whatever that is. */
export interface ChallengeDocument extends Omit<UsedChallenge, 'subject'> {
  username: string;
}

type WithoutId<Hook> = Hook extends unknown ? Omit<Hook, 'id'> : never;
export type HookDocument = { _id: Uuid } & WithoutId<StoredHook>;

export interface HookDeliveryDocument extends Omit<HookDelivery, 'id'> {
  _id: Uuid;
}

export interface ReportDocument extends Omit<StoredReport, 'id'> {
  _id: Uuid;
}

/** By command and key. */
export interface CommandValueDocument {
  _id: string;
  value: string;
}

/** One for all servers. */
export interface SettingsDocument extends StoredSettings {
  _id: string;
}

/** By conversation and id. */
export interface RoomLockDocument extends RoomLock {
  _id: string;
}

export interface ResetDocument {
  _id: Uuid;
  secretHash: string;
  expiresAt: number;
}

export interface InvitationDocument extends Omit<StoredInvitation, 'id'> {
  _id: Uuid;
}

export interface AuditDocument extends Omit<AuditRecord, 'seq'> {
  _id: number;
}

/** All of an account's keys, so that they change in one step. */
export interface KeysDocument {
  _id: Uuid;
  /** The length of `entries`. */
  seq: number;
  entries: SignedKeyLogEntry[];
  vault: StoredVault;
  /** Newest first. */
  former: StoredVault[];
  /** Wraps under new passwords: the one counts that was derived like the account's credential (`password-wraps.ts`). */
  passwords?: PasswordWrap[];
}

export interface PairingDocument {
  _id: Uuid;
  wrap: string;
  expiresAt: number;
}

/**
 * Single documents: the schema's version, the epoch of tokens, the clock, up to where the activity of rooms is known, which
 * administrators are about to be none.
 */
export interface MetaDocument {
  _id: 'schema' | 'epoch' | 'clock' | 'sessionsEnd' | 'activity' | 'admins';
  version?: number;
  epoch?: string;
  now?: Date;
  token?: string;
  leaving?: Uuid[];
}
