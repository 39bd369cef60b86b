import type { Uuid } from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { SafetyNumber } from '../../model/keys/safety-number.ts';
import type { KeyLogProblem } from '../../model/keys/followed-key-log.ts';
import type { SenderKeys } from '../../model/keys/sender-keys.ts';

/** How far an identity is believed to be that of its person. */
export type Trust =
  /** The two did not compare their safety numbers. */
  | 'met'
  /** They did, and each later identity was vouched for by the one before. */
  | 'verified'
  /** They did, and the identity was reset since, which nobody vouches for: nothing is sent until the user accepts it. */
  | 'reset';

/** Somebody whose key log this device follows. The `identities` in it are the history that a page shows. */
export interface Contact extends SenderKeys {
  readonly trust: Trust;
  /** What is wrong with what the server shows. The pinned key log stays the one that counts. */
  readonly alarm?: KeyLogProblem;
  /** Beside an alarm: the identity in the key log that the server shows, in base64, if that is whole in itself. */
  readonly shown?: string;
}

/** The keys of the people one talks to. */
export interface ContactKeys {
  /** Everyone who was followed here, by uid. Who is missing has no keys, as far as is known. */
  readonly contacts: ReadableAtom<ReadonlyMap<Uuid, Contact>>;
  /**
   * Reads on in the key logs of people, and checks what is new. What is wrong with one is its `alarm` and holds up no other.
   * @throws CodedError, NoAnswerError if the server does not answer at all
   */
  refresh(uids: readonly Uuid[]): Promise<void>;
  /**
   * Undefined for somebody without keys, or while the own account is not open.
   * @param shown of a contact with an alarm: the number by that identity, to compare before it is accepted
   */
  safetyNumber(uid: Uuid, shown?: string): Promise<SafetyNumber | undefined>;
  /**
   * The user has compared this safety number.
   * @returns false if it is another one by now, so that nothing was verified
   */
  verify(uid: Uuid, number: SafetyNumber): Promise<boolean>;
  /** Compares a scanned code, and verifies if it is right. */
  scan(uid: Uuid, code: Uint8Array): Promise<boolean>;
  /**
   * Goes on with a reset identity, or with the key log that the server shows in place of the pinned one. It counts as not compared.
   * @param identity that the user was shown: the last one of `followed`, or `shown` beside an alarm
   * @returns false if it is another one by now, so that nothing was accepted
   */
  accept(uid: Uuid, identity: string): Promise<boolean>;
  /** The server says that a key log has grown. */
  grown(uid: Uuid, seq: number): void;
}
