import type { ResponseOf, Uuid } from '@parley/protocol';

/** All accounts and all invitations, for administrators. Commands need a connection and fail with a `CodedError`. */
export interface Accounts {
  /**
   * Accounts with names in which each word of the query begins a word.
   * @param after the `next` of the page before
   */
  page(query: string, after?: Uuid): Promise<ResponseOf<'accounts'>>;
  logOut(uid: Uuid): Promise<void>;
  deactivate(uid: Uuid): Promise<void>;
  reactivate(uid: Uuid): Promise<void>;
  /** @throws CodedError `E_LAST_ADMIN` and others */
  setAdmin(uid: Uuid, admin: boolean): Promise<void>;
  /** @returns a link by which its user sets a new password; it is shown once */
  resetLink(uid: Uuid, username: string): Promise<string>;
  /** For good. */
  remove(uid: Uuid): Promise<void>;
  /** @param after the `next` of the page before */
  invitations(after?: Uuid): Promise<ResponseOf<'allInvitations'>>;
  revokeInvitation(id: Uuid): Promise<void>;
}
