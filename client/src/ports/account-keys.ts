import type { FirstKeys, Kdf, PasswordWrap, Proof, Session, Uuid, WireError } from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { KeyLogProblem } from '../model/followed-key-log.ts';

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

/** How far the account's keys are on this device. */
export type KeysState =
  /** Nobody is logged in. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly device: Uuid }
  /**
   * The vault does not open. `otherPassword`: it is under another password, as after a reset by the administrator; the last password,
   * the recovery key or a code from another browser opens it. `nothingHere`: this browser has lost its keys; a login brings them back.
   */
  | { readonly kind: 'locked'; readonly because: 'otherPassword' | 'nothingHere' }
  /** The account has no keys yet. The next login with the password makes them. */
  | { readonly kind: 'keyless' }
  /** This browser cannot make or keep keys. */
  | { readonly kind: 'unsupported' }
  /** This device was logged out from another one. */
  | { readonly kind: 'revoked' }
  /** The server shows another key log of this account than this device has seen. */
  | { readonly kind: 'alarm'; readonly problem: KeyLogProblem }
  /** It is tried again. */
  | { readonly kind: 'failed'; readonly error: WireError };

/** What a new account is registered with. */
export interface BegunKeys {
  readonly device: Uuid;
  readonly keys: FirstKeys;
}

/** The keys of the account that is logged in here, as far as logging in and out goes. */
export interface AccountKeys {
  readonly state: ReadableAtom<KeysState>;
  /** The device to log in as: the one that has keys of this user here, or a new one. Undefined where keys are not supported. */
  deviceFor(username: string): Promise<Uuid | undefined>;
  /** The first keys of an account that is about to be registered. Undefined where keys are not supported. */
  begin(username: string, password: DerivedPassword): Promise<BegunKeys | undefined>;
  /** The account of `begin` was stored. */
  registered(session: Session): Promise<void>;
  /**
   * Opens the account, or makes its first keys, and adds this device to its key log. It does not reject, see `state`.
   * @returns `revoked` if this device was logged out before: `deviceFor` has a new one by then, to log in as
   */
  loggedIn(session: Session, password: ProvenPassword): Promise<'done' | 'revoked'>;
  /** Opens the account by what this device has kept. It does not reject, see `state`. */
  restored(session: Session): Promise<void>;
  /**
   * The master key under a new password. Undefined for an account without keys.
   * @param last the password so far, which opens the account if nothing else did
   */
  wrapFor(session: Session, last: DerivedPassword, next: DerivedPassword): Promise<PasswordWrap | undefined>;
  /** Revokes a device of the account, which ends its sessions. @returns false if the key log does not hold it, or is not open here */
  revoke(device: Uuid): Promise<boolean>;
  /** Forgets everything in memory: the session is over. */
  close(): void;
  /** Deletes what is kept here of a user who logs out. */
  forget(uid: Uuid): Promise<void>;
}
