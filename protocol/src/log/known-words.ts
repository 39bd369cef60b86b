import type { ConversationType, History, Protection, Role, Visibility } from './body.ts';

/** The fields with words that say who may read or do what. */
const FIELDS = ['type', 'visibility', 'protection', 'history', 'role'] as const;

/** What has some of these fields, as it came. */
export type Worded = Readonly<Partial<Record<(typeof FIELDS)[number], string | null>>>;

/** A word with its field: so states name it. */
type WordName =
  | `type: ${ConversationType}`
  | `visibility: ${Visibility}`
  | `protection: ${Protection}`
  | `history: ${History}`
  | `role: ${Role}`;

/** The words of the protocol's first version, which every client and server knows. */
const FIRST_WORDS: readonly string[] = [
  'type: direct',
  'type: group',
  'type: announcement',
  'visibility: private',
  'visibility: public',
  'protection: open',
  'protection: sealed',
  'history: fromJoin',
  'history: all',
  'role: owner',
  'role: admin',
  'role: member',
] satisfies readonly WordName[];

/** The words that this version knows. A new word is added here only, so that states name it as a later one. */
const KNOWN_WORDS: readonly string[] = [
  ...FIRST_WORDS,
  ...(['visibility: locked'] satisfies readonly WordName[]),
];

/** The names of the words in something. */
export function wordNames(worded: Worded): string[] {
  return FIELDS.filter((field) => worded[field] != null).map((field) => `${field}: ${worded[field]}`);
}

/** Whether the word of this name came after the first version. */
export function isLaterWord(name: string): boolean {
  return !FIRST_WORDS.includes(name);
}

/** Whether this version knows the word of this name. */
export function isKnownWord(name: string): boolean {
  return KNOWN_WORDS.includes(name);
}

/** Whether this version knows a role. */
export function isKnownRole(role: string): role is Role {
  return isKnownWord(`role: ${role}`);
}

/** Whether this version knows a type of conversation. */
export function isKnownType(type: string): type is ConversationType {
  return isKnownWord(`type: ${type}`);
}
