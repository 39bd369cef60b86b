import type { Credential, Profile, User, Uuid } from '@parley/protocol';
import type { NewKeys } from '../keys/key-store.ts';
import type { MachineDetails } from '../machines/machine-store.ts';

/** A user with the data that only logins need. */
export interface Account {
  readonly user: User;
  readonly credential: Credential;
  /** ms */
  readonly createdAt: number;
  /** Of an account that is no person's. */
  readonly machine?: MachineDetails | undefined;
}

/** The invitation that an account is made with. */
export interface UsedInvitation {
  readonly secretHash: string;
  /** ms */
  readonly now: number;
}

/** The accounts. Usernames are unique in lower case. */
export interface UserStore {
  /**
   * Adds an account with its keys, and uses up the invitation, if one is given: all or nothing.
   * The invitation's `admin` makes the user an administrator.
   * @throws ParleyError `E_INVITATION_INVALID`, and only with one that is valid or none `E_USERNAME_TAKEN`, and `E_BAD_REQUEST`
   * where the uid is another account's
   */
  create(account: Account, invitation?: UsedInvitation, keys?: NewKeys): Promise<User>;
  /** In any order; unknown ones are left out. */
  byUid(uids: readonly Uuid[]): Promise<readonly User[]>;
  /** @param username in any case */
  byUsername(username: string): Promise<Account | undefined>;
  /**
   * Active accounts with names in which each word of the text begins a word: the exact username first, then usernames
   * that begin with the text, then by display name.
   */
  search(text: string, limit: number): Promise<readonly User[]>;
  /**
   * Accounts with names in which each of the words begins a word, by display name; deactivated ones behind all others.
   * @param words folded
   * @param after the last one that is known: those behind it as it is called now
   */
  byName(words: readonly string[], after: Uuid | undefined, limit: number): Promise<readonly User[]>;
  /** @throws ParleyError `E_NOT_FOUND` */
  setProfile(uid: Uuid, profile: Profile): Promise<User>;
  setCredential(uid: Uuid, credential: Credential): Promise<void>;
  /** Deactivates or reactivates an account. @throws ParleyError `E_NOT_FOUND` */
  setRemoved(uid: Uuid, removed: boolean): Promise<void>;
  count(): Promise<number>;
  /** Administrators who can log in. */
  countAdmins(): Promise<number>;
  /**
   * All accounts, by username in lower case.
   * @param after the last username of the previous page; '' for none
   */
  page(after: string, limit: number): Promise<readonly User[]>;
  /** Records when a user was last online, in ms; never moves back. */
  seen(uid: Uuid, time: number): Promise<void>;
  lastSeen(uids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, number>>;
  block(uid: Uuid, blocked: Uuid): Promise<void>;
  unblock(uid: Uuid, blocked: Uuid): Promise<void>;
  /** Whom the user has blocked. */
  blockedBy(uid: Uuid): Promise<readonly Uuid[]>;
}
