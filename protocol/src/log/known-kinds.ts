import type { BodyKind } from './body.ts';

/** The kinds of the protocol's first version, which every client and server knows. */
const FIRST_KINDS = {
  created: true,
  message: true,
  edit: true,
  reaction: true,
  deletion: true,
  pinned: true,
  unpinned: true,
  added: true,
  removed: true,
  left: true,
  roleChanged: true,
  renamed: true,
  ended: true,
} as const;

/** The kinds that this version knows. A new kind is added here only, so that states name it as a later one. */
const KNOWN_KINDS: Readonly<Record<BodyKind, true>> = { ...FIRST_KINDS };

/** Whether a kind came after the first version, so that there may be clients and servers that do not know it. */
export function isLaterKind(kind: string): boolean {
  return !Object.hasOwn(FIRST_KINDS, kind);
}

/** Whether this version knows a kind of entry. */
export function isKnownKind(kind: string): kind is BodyKind {
  return Object.hasOwn(KNOWN_KINDS, kind);
}
