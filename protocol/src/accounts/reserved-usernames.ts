/** Names that could be taken for the system or its staff, for all people, or for a part of a program. */
const RESERVED = new Set([
  // The system and who runs it.
  'admin',
  'admins',
  'administrator',
  'administrators',
  'root',
  'system',
  'sysadmin',
  'server',
  'parley',
  'bot',
  'official',
  'owner',
  'owners',
  'operator',
  'moderator',
  'moderators',
  'mod',
  'staff',
  'team',
  'support',
  'help',
  'helpdesk',
  'info',
  'security',
  'abuse',
  'postmaster',
  'webmaster',
  'noreply',
  'service',
  // Several people at once, and what is theirs.
  'announcement',
  'announcements',
  'everyone',
  'everybody',
  'here',
  'all',
  'channel',
  'group',
  'anyone',
  'nobody',
  'someone',
  // What has a meaning to programs.
  'null',
  'undefined',
  'true',
  'false',
  'proto',
  'prototype',
  'constructor',
  'tostring',
  'valueof',
  'hasownproperty',
]);

/** What accounts are called that were removed. */
const DELETED = /^deleted[0-9a-f]{8}$/;

/** Whether a name is reserved. Existing accounts keep theirs. `-` and `_` are ignored in the comparison. */
export function isReservedUsername(username: string): boolean {
  const name = username.toLowerCase().replaceAll(/[-_]/g, '');
  return RESERVED.has(name) || DELETED.test(name);
}
