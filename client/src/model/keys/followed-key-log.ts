import type { KeyLog } from '@parley/protocol';

/** An identity in a key log, and how it came to be the account's. */
export interface IdentityStep {
  readonly seq: number;
  /** Ed25519 public key, in base64. */
  readonly identity: string;
  /** `identityChanged` is vouched for by the identity before it, `identityReset` by nobody. */
  readonly by: 'created' | 'identityChanged' | 'identityReset';
}

/** A key log, checked up to its last entry, which is pinned: a client accepts only what goes on from there. */
export interface FollowedKeyLog {
  readonly log: KeyLog;
  /** The hash at each `seq` from 0: envelopes name them, and the one before the last recognises the last entry when it comes again. */
  readonly hashes: readonly Uint8Array[];
  /** In the order of the log; the last one is the account's. */
  readonly identities: readonly IdentityStep[];
  /** When each entry was made, in ms by `seq`, by the clock of whoever made it; for display. Versions before did not keep it. */
  readonly times?: Readonly<Record<number, number>>;
}

/** What is wrong with a key log that a server shows. */
export type KeyLogProblem =
  /** It ends before the pinned entry, as after a restored backup. */
  | 'shorter'
  /** It has another entry at the pinned place: somebody was shown another history. */
  | 'forked'
  /** An entry that the account did not sign, or that does not go on from the one before. */
  | 'invalid';
