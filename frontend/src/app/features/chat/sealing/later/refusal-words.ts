import type { SealingAlarm } from '@parley/client';

/** Why a change or keys in a conversation don't count. */
export type Refusal = Extract<SealingAlarm, { readonly kind: 'refusedChange' | 'refusedKeys' }>['refusal'];

/** Who is said to have signed something: the user, or somebody else. */
export interface Signer {
  readonly they: string;
  readonly their: string;
}

export const USER: Signer = { they: 'you', their: 'your' };
export const OTHER: Signer = { they: 'they', their: 'their' };

/** Whose part it is to do something next. */
type Next = 'ask' | 'accept' | 'administrator' | 'reload';

interface RefusalWords {
  /** Goes on after "The server shows that Ada added someone here". */
  readonly why: (signer: Signer) => string;
  readonly next: Next;
}

const NOT_SIGNED: RefusalWords = {
  why: ({ their }) => `, but none of ${their} devices signed that.`,
  next: 'ask',
};
const OTHER_WORDS: RefusalWords = {
  why: ({ they }) => `, but that isn't what ${they} signed.`,
  next: 'ask',
};
const OTHER_MEMBERS: RefusalWords = {
  why: ({ they }) => `, but ${they} saw other members then than you see here.`,
  next: 'ask',
};
const OTHER_PLACE: RefusalWords = {
  why: () => ', but not where it belongs in this conversation.',
  next: 'administrator',
};
const DAMAGED: RefusalWords = { why: () => ', but what it shows is damaged.', next: 'administrator' };
const NEWER: RefusalWords = {
  why: () => ", in a way that this version of Parley doesn't know.",
  next: 'reload',
};

/** Each refusal has its words: a new one does not compile without. The server may have made something up, so it is what the server shows. */
export const REFUSALS: Readonly<Record<Refusal, RefusalWords>> = {
  unsigned: NOT_SIGNED,
  signature: NOT_SIGNED,
  device: NOT_SIGNED,
  conversation: OTHER_WORDS,
  sender: OTHER_WORDS,
  id: OTHER_WORDS,
  body: OTHER_WORDS,
  pairing: OTHER_WORDS,
  late: OTHER_MEMBERS,
  rosterHash: OTHER_MEMBERS,
  roster: OTHER_MEMBERS,
  order: OTHER_PLACE,
  commitment: DAMAGED,
  frank: DAMAGED,
  tag: DAMAGED,
  padding: DAMAGED,
  length: DAMAGED,
  trailing: DAMAGED,
  recipients: DAMAGED,
  epoch: DAMAGED,
  version: NEWER,
  suite: NEWER,
  kind: NEWER,
  flags: NEWER,
  laterWord: NEWER,
  logHead: { why: ({ they }) => `, but ${they} saw other messages then than you see here.`, next: 'ask' },
  keyLogHead: {
    why: ({ their }) => `, with keys that don't fit those that it shows as ${their} own.`,
    next: 'ask',
  },
  keyVersion: { why: ({ their }) => `, but these aren't ${their} newest keys.`, next: 'ask' },
  server: { why: () => ', but no member signed that.', next: 'administrator' },
  noRight: { why: ({ they }) => `, but ${they} had no right to.`, next: 'ask' },
  notAMember: { why: ({ they }) => `, but ${they} weren't a member.`, next: 'ask' },
  addition: { why: () => ', with a new member who was not added rightly.', next: 'ask' },
  identityReset: { why: () => ", with new keys that you haven't accepted.", next: 'accept' },
  revoked: { why: ({ they }) => `, from a device that ${they} had logged out.`, next: 'ask' },
  repeated: { why: () => ' once more. It counted the first time.', next: 'administrator' },
  ended: { why: () => ' after this group was deleted.', next: 'administrator' },
  members: { why: () => ', with other people than it is between.', next: 'administrator' },
  otherStart: { why: () => ', but there are others already for the same messages.', next: 'administrator' },
};
