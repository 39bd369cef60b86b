import type { AuditKind } from '@parley/protocol';

/** What happened, behind the name of whose it is. */
const EVENT_WORDS: Readonly<Record<AuditKind, string>> = {
  login: 'logged in',
  login_failed: 'failed to log in',
  login_locked: 'was kept from logging in after too many tries',
  logout: 'logged out',
  registered: 'made an account',
  session_revoked: 'logged out a device',
  password_changed: 'changed the password',
  keys_created: 'got keys',
  device_added: 'added a device',
  device_revoked: 'removed a device',
  identity_changed: 'changed their identity key',
  identity_reset: 'began anew with other keys',
  pairing_taken: 'paired a device',
  group_created: 'created a group or a room',
  group_ended: 'deleted a group or a room',
  role_changed: 'changed a role',
  member_removed: 'removed a member',
  member_banned: 'banned a member',
  member_unbanned: 'let a banned member come back',
  owner_appointed: 'appointed an owner',
  room_locked: 'gave a room a password',
  room_unlocked: 'took the password of a room away',
  room_join_failed: 'gave a wrong password of a room',
  room_join_locked: 'was kept from a room after too many tries',
  hook_created: 'made a webhook',
  hook_taken_over: 'took a webhook over',
  hook_revoked: 'revoked a webhook',
  hook_cut: 'had a webhook cut off',
  rate_limited: 'ran into a limit',
  origin_refused: 'was refused, coming from another site',
  invitation_created: 'made an invitation',
  invitation_revoked: 'revoked an invitation',
  account_deactivated: 'was deactivated',
  account_activated: 'was reactivated',
  account_removed: 'was removed',
  sessions_ended: 'was logged out everywhere',
  admin_made: 'was made administrator',
  admin_unmade: 'is no administrator any more',
  reset_created: 'got a link for a new password',
  machine_created: 'was made as a machine',
  machine_changed: 'was changed as a machine',
  machine_suspended: 'was suspended',
  machine_resumed: 'was resumed',
  machine_token_created: 'got a token',
  machine_token_revoked: 'lost a token',
  audit_signed: 'signed the audit log',
  message_reported: 'reported a message',
  report_read: 'read a report',
  report_decided: 'decided a report',
  report_expired: 'let a report expire',
  account_unmuted: 'was unmuted',
  database_restored: 'restored a backup',
  backup_made: 'made a backup',
  backup_failed: 'could not make a backup',
  backup_removed: 'removed an old backup',
  settings_changed: 'changed the settings',
  audit_read: 'read the audit log',
  audit_exported: 'exported the audit log',
};

/** What the details of an event are called. Those that are not here have their own name. */
const DETAIL_WORDS: Readonly<Record<string, string>> = {
  by: 'by',
  member: 'whom',
  as: 'as a',
  why: 'why',
  sid: 'session',
  bytes: 'size in bytes',
  person: 'of',
};

/** What the server does, if nobody is named. Everything else somebody did, who was not logged in. */
const OWN: ReadonlySet<string> = new Set<AuditKind>([
  'settings_changed',
  'audit_signed',
  'database_restored',
  'backup_made',
  'backup_failed',
  'backup_removed',
  'report_expired',
]);

export function subjectOf(kind: string): string {
  return OWN.has(kind) ? 'The server' : 'Somebody';
}

/** A kind of a later version has its code for its words. */
export function eventWords(kind: string): string {
  const words: Readonly<Record<string, string>> = EVENT_WORDS;
  return words[kind] ?? kind.replaceAll('_', ' ');
}

/** For a list to choose from: "Logged in". */
export function eventName(kind: AuditKind): string {
  const words = EVENT_WORDS[kind];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function detailWords(name: string): string {
  return DETAIL_WORDS[name] ?? name;
}
