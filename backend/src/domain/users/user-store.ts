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
  /** The user whose invitation it came by. */
  readonly invitedBy?: Uuid | undefined;
  /** Of one that was removed: its `user` is what `deletedUser` says. */
  readonly deletion?: Deletion | undefined;
}

/** That an account was removed. */
export interface Deletion {
  /** ms */
  readonly at: number;
  /** What it was called: nobody is given the name again. */
  readonly username: string;
  /** There is something of it left to erase. */
  readonly isPending: boolean;
}

/** An account as the lists of administrators show it. */
export interface AccountEntry extends Pick<Account, 'user' | 'createdAt' | 'invitedBy'> {
  /** ms */
  readonly lastSeen?: number | undefined;
  readonly deletion?: Omit<Deletion, 'username'> | undefined;
}

/** What an account may do. */
export type Standing = Pick<User, 'admin' | 'removed'>;

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
  /** Without accounts that were removed. @param username in any case */
  byUsername(username: string): Promise<Account | undefined>;
  /** Whether an account has a username, or had it when it was removed. @param username in any case */
  isTaken(username: string): Promise<boolean>;
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
  /** The same, with what only administrators see. */
  entriesByName(
    words: readonly string[],
    after: Uuid | undefined,
    limit: number,
  ): Promise<readonly AccountEntry[]>;
  entryOf(uid: Uuid): Promise<AccountEntry | undefined>;
  /** @throws ParleyError `E_NOT_FOUND`, also for an account that was removed */
  setProfile(uid: Uuid, profile: Profile): Promise<User>;
  /** @throws ParleyError `E_NOT_FOUND`, also for an account that was removed */
  setCredential(uid: Uuid, credential: Credential): Promise<void>;
  /**
   * Changes what an account may do, in one step with the check that somebody is left who can log in as an administrator.
   * @returns as it was before
   * @throws ParleyError `E_NOT_FOUND`, also for an account that was removed, `E_LAST_ADMIN`, `E_ACCOUNT_DEACTIVATED` for making
   * one that stays deactivated an administrator
   */
  setStanding(uid: Uuid, change: Partial<Standing>): Promise<User>;
  /**
   * Begins to remove an account, in one step with the same check: from now on it is `deletedUser`, has the credential given
   * here, and is among `unfinishedDeletions`. Repeating it changes nothing.
   * @throws ParleyError `E_NOT_FOUND`, `E_LAST_ADMIN`
   */
  beginDeletion(uid: Uuid, at: number, credential: Credential): Promise<void>;
  /** All that belonged to the account is erased. */
  endDeletion(uid: Uuid): Promise<void>;
  /** In the order of their uids. @param after the last one that is known */
  unfinishedDeletions(limit: number, after?: Uuid): Promise<readonly Uuid[]>;
  count(): Promise<number>;
  /** Whether there is an administrator who can log in. */
  hasAdmin(): Promise<boolean>;
  /**
   * All accounts that were not removed, by username in lower case.
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
