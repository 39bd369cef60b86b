import type { FirstKeys, Kdf, PasswordChange, Proof, Session, Uuid, WireError } from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { OwnKeysProblem } from '../../model/keys/own-keys-problem.ts';
import type { OpenedAccount } from '../../model/sealing/sealing-account.ts';
import type { ContactKeys } from './contact-keys.ts';
import type { HttpApi } from '../http-api.ts';
import type { PasswordKdf } from '../password-kdf.ts';
import type { RecoveryKeys } from './recovery-keys.ts';

/** What a password was derived to. Nobody can get the password from it. */
export interface DerivedPassword {
  readonly kdf: Kdf;
  /** Wraps the account's master key, 32 bytes. */
  readonly keyEncryptionKey: Uint8Array<ArrayBuffer>;
}

/** A password that has just logged in. */
export interface ProvenPassword {
  readonly derived: DerivedPassword;
  /** Proves it again, for what needs a fresh proof. */
  prove<T>(use: (proof: Proof) => Promise<T>): Promise<T>;
}

/** What the account's keys share with the session. */
export interface KeysParts {
  readonly api: HttpApi;
  readonly kdf: PasswordKdf;
}

/** How far the account's keys are on this device. */
export type KeysState =
  /** Nobody is logged in. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  /** `isPutBack`: somebody had spoilt the vault, which this device has put right at this login. */
  | { readonly kind: 'open'; readonly device: Uuid; readonly isPutBack?: true }
  /**
   * The vault does not open. `otherPassword`: it is under another password, as after a reset by the administrator; the last password,
   * the recovery key or a code from another browser opens it. `nothingHere`: this browser has lost its keys; a login brings them back.
   */
  | { readonly kind: 'locked'; readonly because: 'otherPassword' | 'nothingHere' }
  /** The account has no keys yet. The next login with the password makes them. */
  | { readonly kind: 'keyless' }
  /** This browser cannot make or keep keys. */
  | { readonly kind: 'unsupported' }
  /** There is no room on this device to keep them. */
  | { readonly kind: 'noRoom' }
  /** This device was logged out from another one, or another tab of this browser has logged in as another device. */
  | { readonly kind: 'revoked' }
  /**
   * The server shows other keys of this account than this device has seen, or than the vault holds. `shown`: the identity in that key
   * log, in base64, if it is whole in itself: the user may go on with it. Where they cannot, an identity reset is left.
   */
  | { readonly kind: 'alarm'; readonly problem: OwnKeysProblem; readonly shown?: string }
  /** It is tried again. */
  | { readonly kind: 'failed'; readonly error: WireError };

/** What a new account is registered with. */
export interface BegunKeys {
  readonly device: Uuid;
  readonly keys: FirstKeys;
}

/** A device that the user's key log holds and that is not revoked. */
export interface OwnDevice {
  readonly id: Uuid;
  /** ms */
  readonly addedAt: number;
  readonly current: boolean;
  /** Of its session; both are missing for one that is not logged in. */
  readonly name?: string;
  readonly lastSeenAt?: number;
}

/** What opens a vault that the password does not open. */
export type UnlockWay =
  | { readonly kind: 'lastPassword'; readonly password: string }
  /** As it stands on paper. */
  | { readonly kind: 'recoveryKey'; readonly written: string }
  /** That another browser shows. It works once. */
  | { readonly kind: 'code'; readonly written: string };

/** What the server shows of a machine, in base64. */
export interface MachineKeys {
  readonly accountKey: string;
  readonly simpleKey: string;
  readonly simpleKeySignature?: string | undefined;
}

/** The account keys that a machine was met with, in base64. */
export interface MetMachine {
  readonly keys: readonly string[];
  /** One of the two keys came just now, after others. */
  readonly isChanged: boolean;
  /** Nothing is sealed to the simple key that is shown: its signature is wrong, or lacks though this account key gives one. */
  readonly isRefused?: true;
}

/** The keys of the account that is logged in here. */
export interface AccountKeys {
  readonly state: ReadableAtom<KeysState>;
  /** What conversations are sealed and opened with. Undefined while the account is not open here. */
  readonly account: ReadableAtom<OpenedAccount | undefined>;
  /** Key logs of others. */
  readonly contacts: ContactKeys;
  /** The recovery key, and codes for other browsers. */
  readonly recovery: RecoveryKeys;
  /** The device to log in as: the one that has keys of this user here, or a new one. Undefined where keys are not supported. */
  deviceFor(username: string): Promise<Uuid | undefined>;
  /** The first keys of an account that is about to be registered. Undefined where keys are not supported. */
  begin(password: DerivedPassword): Promise<BegunKeys | undefined>;
  /** The account of `begin` was refused: what is kept of it is deleted. */
  abandon(): Promise<void>;
  /** The account of `begin` was stored. */
  registered(session: Session): Promise<void>;
  /**
   * Opens the account, or makes its first keys, and adds this device to its key log. It does not reject, see `state`.
   * @returns `again` if this browser is another device: this one was logged out before, or another tab was faster. The next `deviceFor` says which
   */
  loggedIn(session: Session, password: ProvenPassword): Promise<'done' | 'again'>;
  /** Opens the account by what this device has kept. It does not reject, see `state`. */
  restored(session: Session): Promise<void>;
  /**
   * The master key under a new password. Undefined for an account without keys; `unchanged` where nothing here opens it, so that it
   * stays under the last password that did.
   * @param last the password so far, which opens the account if nothing else did
   */
  wrapFor(session: Session, last: DerivedPassword, next: DerivedPassword): Promise<PasswordChange['wrap']>;
  /** The password was changed here: an account that is opened later is put under this one. */
  passwordChanged(password: ProvenPassword): void;
  /**
   * Notes the keys that the server shows of a machine. One that is new is taken at once.
   * @throws CodedError `E_NO_KEYS` for somebody who was met as a person, or where the account is not open here
   */
  meetMachine(uid: Uuid, shown: MachineKeys): Promise<MetMachine>;
  /** Revokes a device of the account, which ends its sessions. @returns false if the key log does not hold it, or is not open here */
  revoke(device: Uuid): Promise<boolean>;
  /** @throws CodedError `E_NO_KEYS` where the account is not open here */
  devices(): Promise<readonly OwnDevice[]>;
  /** Whether the password is still at hand under which `unlock` puts the account: from the login on, not after a reload. */
  readonly hasPassword: boolean;
  /**
   * Opens a locked account by another way, and puts it under the password that logged in.
   * @param password the current one, where it is not at hand: without it, the next browser has to unlock the account again
   * @returns false if this way does not open it
   * @throws CodedError `E_NOT_FOUND` for a code that was used or has expired, `E_LOGIN_FAILED` for a wrong password
   */
  unlock(way: UnlockWay, password?: ProvenPassword): Promise<boolean>;
  /**
   * Ends the alarm `shorter`: gives the server back what it has lost of the key log, which needs a fresh proof.
   * @returns false if the server still lacks something
   * @throws CodedError `E_LOGIN_FAILED`
   */
  putBack(password: ProvenPassword): Promise<boolean>;
  /**
   * "Lost or stolen": makes a new identity and master key, and revokes all devices but this one and those that the user keeps, which
   * have to log in again.
   */
  lostOrStolen(password: ProvenPassword, keeps: readonly Uuid[]): Promise<void>;
  /**
   * Goes on with the key log that the server shows in place of the one that was seen here, as after a reset: this device adds itself
   * anew, and what it had of the other one is taken along.
   * @param identity that the user was shown: `shown` of the alarm
   * @returns false if it is another one by now, so that nothing was accepted
   */
  accept(identity: string): Promise<boolean>;
  /**
   * All was lost, or the alarm has no other end: begins with a new identity. This device, too, has to log in again afterwards.
   * @returns false if the password opens the account by now, so that nothing had to be replaced
   */
  resetIdentity(session: Session, password: ProvenPassword): Promise<boolean>;
  /**
   * Takes along the keys of a vault that was there before an identity reset, so that old messages open again.
   * @returns whether one opened
   */
  recoverFormer(way: Exclude<UnlockWay, { readonly kind: 'code' }>): Promise<boolean>;
  /**
   * Reads on in the user's own key log, of which others speak. Where it does not go on, or has another identity, that becomes a state.
   * @returns whether it was read
   * @throws CodedError, NoAnswerError
   */
  readOwn(): Promise<boolean>;
  /** The server says that a key log has grown. */
  grown(uid: Uuid, seq: number): void;
  /** The server says that the user's vault is in a version: that is read unless this device has made it. */
  vaultChanged(version: number): void;
  /** Forgets everything in memory: the session is over. */
  close(): void;
  /**
   * Whether a log-out leaves what is kept here of a user: while there is an alarm, or what was opened here before is locked, the server
   * may have lost it, and this may be the only copy.
   */
  staysAtLogout(uid: Uuid): Promise<boolean>;
  /** Deletes what is kept here of a user who logs out, see `staysAtLogout`. */
  forget(uid: Uuid): Promise<void>;
}
