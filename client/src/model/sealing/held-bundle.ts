import type { EnvelopeRefusal, Uuid } from '@parley/protocol';

/** To whom keys were sealed, and to which of their keys. */
export interface BundleRecipient {
  readonly user: Uuid;
  readonly keyVersion: number;
}

/** Who signed an entry, and what they saw. Checked against the sender's key log, and plain JSON. */
export interface Signed {
  readonly device: Uuid;
  /** How far the sender saw their own key log. */
  readonly keyLogSeq: number;
  /** The head of the log, as the sender saw it. */
  readonly logSeq: number;
  /** In base64; missing in content. */
  readonly rosterHash?: string;
}

/** The keys of a new epoch, or of those that newcomers were given, as a member signed them. */
export interface HeldBundle {
  readonly seq: number;
  readonly id: Uuid;
  readonly sender: Uuid;
  readonly signed: Signed;
  readonly epoch: number;
  /** The first of the epochs whose keys it holds. */
  readonly from: number;
  /** Of `epoch`, in base64. */
  readonly commitment: string;
  /** Undefined where only one's own record is held. */
  readonly recipients?: readonly BundleRecipient[];
  /** In `added`, once its keys were opened: the commitments of the epochs `from` to the one before `epoch`. */
  readonly handed?: readonly string[];
  /** What its body says; undefined in `added`. */
  readonly start?: { readonly roster: number; readonly part: number; readonly parts: number };
}

/** Why keys do not count. Each is an alarm that names who started the epoch. */
export type BundleRefusal =
  | EnvelopeRefusal
  | 'unsigned'
  /** The sender was no member there, by what is believed. */
  | 'notAMember'
  /** The addition that carries it is not believed. */
  | 'addition'
  | 'revoked'
  | 'identityReset'
  /** Signed before the roster that it is for, or after itself. */
  | 'late'
  | 'rosterHash'
  /** It names another roster than the last one before it. */
  | 'roster'
  /** Its number does not rise with its place in the log. */
  | 'order'
  /** A second start of an epoch, or a part that is not of the same epoch: the first one counts. */
  | 'otherStart';
