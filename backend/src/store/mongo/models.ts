import { AUDIT_ORDER } from './audit/audit-filter.ts';
import { Schema, type Connection } from 'mongoose';
import { ROSTER_LIST_KINDS } from '@parley/protocol';
import type {
  AuditDocument,
  BlockDocument,
  ChallengeDocument,
  CommandValueDocument,
  ConversationDocument,
  EntryDocument,
  HookDeliveryDocument,
  HookDocument,
  InvitationDocument,
  KeysDocument,
  MemberDocument,
  MetaDocument,
  PairingDocument,
  ResetDocument,
  SearchedDocument,
  RoomDocument,
  RoomLockDocument,
  RoomNameDocument,
  SessionDocument,
  SettingsDocument,
  SnapshotDocument,
  UserDocument,
  WordsDocument,
} from './documents.ts';
import { reportSchema } from './moderation/report-schema.ts';
import { schema } from './strict-schema.ts';

/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- Mongoose itself makes options of these objects */

/** Kinds of entries that are indexed apart: those of roster lists, to which the first keys belong. */
export const MAY_BE_LISTED = { $in: [...ROSTER_LIST_KINDS, 'keys' as const] };

const Mixed = Schema.Types.Mixed;
const text = { type: String, required: true };
const number = { type: Number, required: true };
const flag = { type: Boolean, default: false };

const position = { conversation: text, seq: number };

/** The collections of one connection. Unique indexes decide whenever servers disagree. */
export function modelsOf(connection: Connection) {
  const entry = schema<EntryDocument>({
    ...position,
    id: text,
    sender: text,
    time: number,
    count: number,
    chain: text,
    body: { type: Mixed, required: true },
    payload: Mixed,
  });
  entry.index({ conversation: 1, seq: 1 }, { unique: true });
  entry.index({ conversation: 1, id: 1, sender: 1 }, { unique: true });
  entry.index({ conversation: 1, 'body.target': 1 });
  const rosterList = { 'body.kind': MAY_BE_LISTED };
  entry.index({ conversation: 1, seq: -1 }, { name: 'roster', partialFilterExpression: rosterList });
  entry.index(
    { conversation: 1, 'body.epoch': 1 },
    { name: 'keys', partialFilterExpression: { 'body.kind': 'keys' } },
  );

  const conversation = schema<ConversationDocument>({ _id: text, head: number, grown: Date, changed: Date });
  conversation.index({ grown: 1 });

  const snapshot = schema<SnapshotDocument>({ _id: text, head: number, state: Mixed });

  const member = schema<MemberDocument>({
    conversation: text,
    uid: text,
    delivered: { type: Number, default: 0 },
    read: { type: Number, default: 0 },
    muted: flag,
    archived: flag,
    unread: flag,
    changed: Date,
    present: { type: Boolean, default: true },
    since: { type: Number, default: 0 },
    joined: Number,
    by: String,
    departed: Number,
    banned: Boolean,
    mutedUntil: Number,
    lastSent: Number,
  });
  member.index({ conversation: 1, uid: 1 }, { unique: true });
  member.index({ uid: 1 });
  const ofRooms = { partialFilterExpression: { by: { $exists: true } } };
  member.index({ conversation: 1, present: 1, delivered: 1 }, { name: 'room_delivered', ...ofRooms });
  member.index({ conversation: 1, present: 1, read: 1 }, { name: 'room_read', ...ofRooms });
  const ofBanned = { partialFilterExpression: { banned: true } };
  member.index({ conversation: 1, banned: 1, uid: 1 }, { name: 'room_banned', ...ofBanned });

  const words = schema<WordsDocument>({ ...position, made: number, edit: Number, terms: [String] });
  words.index({ conversation: 1, seq: 1 }, { unique: true });
  words.index({ conversation: 1, terms: 1, seq: 1 });

  const searched = schema<SearchedDocument>({ _id: text, conversation: text, seq: number, chain: text });
  const room = schema<RoomDocument>({
    _id: text,
    since: number,
    searchText: String,
    active: Number,
    ended: Number,
    erased: Number,
  });
  const listed = { partialFilterExpression: { active: { $exists: true } } };
  room.index({ active: -1, _id: -1, searchText: 1 }, { name: 'directory', ...listed });
  room.index({ ended: 1 }, { partialFilterExpression: { ended: { $exists: true } } });
  const roomName = schema<RoomNameDocument>({
    _id: text,
    conversation: text,
    id: text,
    sender: text,
    time: number,
  });

  const roomLock = schema<RoomLockDocument>({
    _id: text,
    conversation: text,
    id: text,
    credential: { type: Mixed, required: true },
    time: number,
  });
  roomLock.index({ conversation: 1 });

  const user = schema<UserDocument>({
    _id: text,
    username: text,
    usernameLower: text,
    displayName: text,
    searchText: text,
    about: String,
    colour: Number,
    admin: flag,
    removed: flag,
    credential: Mixed,
    createdAt: number,
    lastSeen: Number,
    machine: Mixed,
    invitedBy: String,
    deletion: Mixed,
    standing: String,
  });
  user.index({ usernameLower: 1 }, { unique: true });
  user.index({ removed: 1, searchText: 1, _id: 1 });
  const ofMachines = { partialFilterExpression: { machine: { $exists: true } } };
  user.index({ _id: 1, createdAt: 1 }, { name: 'machines', ...ofMachines });

  const ofDeleted = { partialFilterExpression: { 'deletion.isPending': true } };
  user.index({ 'deletion.isPending': 1 }, { name: 'deleting', ...ofDeleted });

  const block = schema<BlockDocument>({ uid: text, blocked: text });
  block.index({ uid: 1, blocked: 1 }, { unique: true });

  const session = schema<SessionDocument>({
    _id: text,
    uid: text,
    device: Mixed,
    createdAt: number,
    lastSeenAt: number,
    expiresAt: number,
    grant: Mixed,
    suspended: Boolean,
  });
  session.index({ uid: 1 });
  session.index({ expiresAt: 1 });
  const ofTokens = { partialFilterExpression: { 'grant.by': { $exists: true } } };
  session.index({ 'grant.by': 1 }, { name: 'granted', ...ofTokens });

  const challenge = schema<ChallengeDocument>({ challenge: text, username: text, expiresAt: number });
  challenge.index({ challenge: 1 }, { unique: true });

  const reset = schema<ResetDocument>({ _id: text, secretHash: text, expiresAt: number });

  const invitation = schema<InvitationDocument>({
    _id: text,
    secretHash: text,
    admin: flag,
    createdAt: number,
    expiresAt: number,
    createdBy: String,
    usedBy: String,
    usedAt: Number,
    label: String,
  });
  invitation.index({ secretHash: 1 }, { unique: true });
  invitation.index({ createdBy: 1 });
  invitation.index({ createdAt: -1, _id: -1 });

  const keys = schema<KeysDocument>({
    _id: text,
    seq: number,
    entries: { type: Mixed, required: true },
    vault: { type: Mixed, required: true },
    former: { type: Mixed, required: true },
    passwords: Mixed,
  });

  const pairing = schema<PairingDocument>({ _id: text, wrap: text, expiresAt: number });
  pairing.index({ expiresAt: 1 });

  const commandValue = schema<CommandValueDocument>({ _id: text, value: text });

  const hook = schema<HookDocument>({
    _id: text,
    kind: text,
    conversation: text,
    name: text,
    createdBy: text,
    createdAt: number,
    author: String,
    secretHash: String,
    url: String,
    words: { type: [String], default: undefined },
    secret: String,
    lastSuccessAt: Number,
    lastError: Mixed,
  });
  hook.index({ conversation: 1 });
  hook.index({ kind: 1 });
  hook.index({ createdBy: 1 });
  // Random, so that no two are the same; only incoming ones have one.
  hook.index({ secretHash: 1 });

  const hookDelivery = schema<HookDeliveryDocument>({
    _id: text,
    hook: text,
    body: text,
    attempts: number,
    dueAt: number,
  });
  hookDelivery.index({ dueAt: 1 });
  hookDelivery.index({ hook: 1, dueAt: 1 });

  const settings = schema<SettingsDocument>({
    _id: text,
    version: number,
    values: { type: Mixed, required: true },
    icon: Mixed,
    changedAt: number,
    changedBy: text,
  });

  const audit = schema<AuditDocument>({
    _id: number,
    kind: text,
    time: number,
    uid: String,
    address: String,
    details: Mixed,
    chain: text,
    signature: String,
  });
  for (const column of ['kind', 'uid', 'address']) audit.index({ [column]: 1, ...AUDIT_ORDER });
  audit.index(AUDIT_ORDER);

  const meta = schema<MetaDocument>({
    _id: text,
    version: Number,
    epoch: String,
    now: Date,
    token: String,
    leaving: { type: [String], default: undefined },
  });

  return {
    entries: connection.model('Entry', entry, 'entries'),
    conversations: connection.model('Conversation', conversation, 'conversations'),
    snapshots: connection.model('Snapshot', snapshot, 'snapshots'),
    members: connection.model('Member', member, 'members'),
    words: connection.model('Words', words, 'words'),
    searched: connection.model('Searched', searched, 'searched'),
    rooms: connection.model('Room', room, 'rooms'),
    roomNames: connection.model('RoomName', roomName, 'roomNames'),
    roomLocks: connection.model('RoomLock', roomLock, 'roomLocks'),
    users: connection.model('User', user, 'users'),
    blocks: connection.model('Block', block, 'blocks'),
    sessions: connection.model('Session', session, 'sessions'),
    challenges: connection.model('Challenge', challenge, 'challenges'),
    resets: connection.model('Reset', reset, 'resets'),
    invitations: connection.model('Invitation', invitation, 'invitations'),
    keys: connection.model('Keys', keys, 'keys'),
    pairings: connection.model('Pairing', pairing, 'pairings'),
    hooks: connection.model('Hook', hook, 'hooks'),
    hookDeliveries: connection.model('HookDelivery', hookDelivery, 'hookDeliveries'),
    reports: connection.model('Report', reportSchema(), 'reports'),
    commandValues: connection.model('CommandValue', commandValue, 'commandValues'),
    settings: connection.model('Settings', settings, 'settings'),
    audit: connection.model('AuditRecord', audit, 'audit'),
    meta: connection.model('Meta', meta, 'meta'),
  };
}

export type Models = ReturnType<typeof modelsOf>;
