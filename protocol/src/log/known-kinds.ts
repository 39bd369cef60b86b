import type { BodyKind } from './body.ts';

/** The kinds of the protocol's first version, which every client and server knows. */
const FIRST_KINDS: readonly string[] = [
  'created',
  'message',
  'edit',
  'reaction',
  'deletion',
  'pinned',
  'unpinned',
  'added',
  'removed',
  'left',
  'roleChanged',
  'renamed',
  'ended',
] satisfies readonly BodyKind[];

/** The kinds that this version knows. A new kind is added here only, so that states name it as a later one. */
const KNOWN_KINDS: readonly string[] = [
  ...FIRST_KINDS,
  ...([
    'keys',
    'rekeyed',
    'ruled',
    'joined',
    'described',
    'rulesChanged',
    'banned',
    'unbanned',
    'muted',
    'appointed',
    'locked',
    'unlocked',
  ] satisfies readonly BodyKind[]),
];

/** Whether a kind came after the first version, so that there may be clients and servers that do not know it. */
export function isLaterKind(kind: string): boolean {
  return !FIRST_KINDS.includes(kind);
}

/** Whether this version knows a kind of entry. */
export function isKnownKind(kind: string): kind is BodyKind {
  return KNOWN_KINDS.includes(kind);
}
