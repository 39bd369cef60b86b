/** Names that could be taken for the system or its staff. */
const RESERVED = new Set([
  'admin',
  'administrator',
  'root',
  'system',
  'parley',
  'support',
  'security',
  'moderator',
  'everyone',
  'here',
  'all',
  'null',
  'undefined',
]);

export function isReservedUsername(username: string): boolean {
  return RESERVED.has(username.toLowerCase());
}
