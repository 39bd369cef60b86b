import type { ConversationState, EnvelopeRefusal, Uuid } from '@parley/protocol';

/** Why an entry of the roster list is not believed. Each is an alarm in the conversation, told in words, save `laterWord`. */
export type RosterRefusal =
  /** What its envelope says does not hold; `keyLogHead` may be one that is to be had. */
  | EnvelopeRefusal
  /** It came out of order. It does not count in the roster hash either. */
  | 'order'
  /** The server's own entry. It cannot change a sealed conversation. */
  | 'server'
  /** No envelope where the conversation is sealed, or one that was taken away. */
  | 'unsigned'
  /** The sender's id stands in the list already. */
  | 'repeated'
  /** By a device that its account had vouched to be revoked, before this entry. */
  | 'revoked'
  /** By somebody verified whose identity was reset since, which the user has not accepted. */
  | 'identityReset'
  /** Signed before a change that stands before it in the list: it was stored too late. */
  | 'late'
  /** Its sender saw another list than this one: something was left out, or slipped in. */
  | 'rosterHash'
  /** Its sender had not the right to it, by what was believed so far. */
  | 'noRight'
  /** It says a word of a later version, or its right may rest on a signed one before it. A newer client may well believe it. */
  | 'laterWord'
  /** After the end of the conversation. */
  | 'ended'
  /** `rekeyed` with a version that does not rise, or that is not the one in the sender's key log. */
  | 'keyVersion'
  /** A direct conversation whose id is not that of its members. */
  | 'members';

/** An entry of the roster list that is not believed. */
export interface RefusedRosterEntry {
  readonly seq: number;
  readonly id: Uuid;
  readonly sender: Uuid;
  readonly kind: string;
  readonly refusal: RosterRefusal;
  /** Beside `keyLogHead`: how far the sender's key log was known. */
  readonly keyLogSeq?: number;
  /** Of `rekeyed` by a part of a key log that may be hidden, the version of the key. It counts for sealing until that part is known. */
  readonly keyVersion?: number;
}

/** An entry of the roster list, believed or not. */
export interface RosterPoint {
  readonly seq: number;
  readonly id: Uuid;
  readonly sender: Uuid;
  /** The roster hash at it, in base64. */
  readonly hash: string;
  /** What it does to the newest epoch, by the server's rules, which know no belief. */
  readonly epoch: 'ends' | 'keeps' | 'none';
}

/** What counts for sealing also when the log that said so has lost its end. */
export interface SealingFloor {
  /** The lowest version of their key that may be sealed to. */
  readonly keyVersion: number;
  /** They departed after these entries, which had made them a member. Only another one makes them a member again. */
  readonly departedAfter?: readonly Uuid[];
  /** Who signed that: themselves, or whoever removed them. */
  readonly departedBy?: Uuid;
}

/** How a conversation was before it was sealed: once that was seen, nothing else in it ever counts without a signature. */
export interface Beginning {
  /** The roster hashes at the entries of the list. */
  readonly open: readonly string[];
  /** The first entry of the list by which it was sealed. */
  readonly sealedAt: number;
}

/**
 * Who is in a sealed conversation, with which rights and keys, as far as its members' own devices say so. Never what the server says.
 * It follows from the roster list, the key logs and whom the user accepted; only `floors` and `beginning` remember more. Plain JSON.
 */
export interface BelievedRoster {
  /** The shape of this state. One of another shape is folded anew. */
  readonly shape: 1;
  readonly conversation: Uuid;
  /** The fold of the believed entries; undefined before a believed `created`. Of its members and rights only. */
  readonly state?: ConversationState;
  /** All entries of the list, in their order. */
  readonly points: readonly RosterPoint[];
  /** The last entry that moved the roster, by the server's rules: what `keys` names. 0 before the first one. */
  readonly moved: number;
  /** Whether nothing is believed any more without a signature. */
  readonly isSealed: boolean;
  /** The roster hashes at the entries from before it was sealed. */
  readonly open: readonly string[];
  readonly beginning?: Beginning;
  /** Up to which entry of its key log each account has vouched for it, by entries of this list. */
  readonly vouched: Readonly<Record<Uuid, number>>;
  /** The entries that made somebody a member, by their ids. */
  readonly additions: Readonly<Record<Uuid, readonly Uuid[]>>;
  readonly floors: Readonly<Record<Uuid, SealingFloor>>;
  /** Whose role or membership rests on a signed word of a later version: nobody knows here what they may do. */
  readonly unknownRights: readonly Uuid[];
  /** From which entry of their key log on people were not accepted. If that changes, the list is folded anew. */
  readonly unaccepted: Readonly<Record<Uuid, number>>;
  readonly refused: readonly RefusedRosterEntry[];
}
