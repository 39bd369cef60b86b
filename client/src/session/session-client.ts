import type {
  Invitation,
  RegistrationMode,
  ServerLook,
  Session,
  SessionInfo,
  User,
  Uuid,
  WireError,
} from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { Accounts } from '../ports/administration/accounts.ts';
import type { AccountKeys, ProvenPassword } from '../ports/keys/account-keys.ts';
import type { ServerSettingsClient } from '../ports/administration/server-settings.ts';
import type { Credentials } from '../ports/credentials.ts';

/** Who is logged in here. `unknown` until the server has answered; `ended` carries the reason why the session ended. */
export type SessionState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  | { readonly kind: 'active'; readonly session: Session }
  | { readonly kind: 'ended'; readonly reason: WireError };

/** Login, session and account. The token stays inside and in memory. */
export interface SessionClient extends Credentials {
  readonly state: ReadableAtom<SessionState>;
  /** Whether the server refuses this version of the client, until the page is reloaded. */
  readonly isOutdated: ReadableAtom<boolean>;
  /** How the server presents itself, once it has answered `restore`. */
  readonly server: ReadableAtom<ServerLook>;
  /** The keys of the account; undefined for a client that works without. */
  keys(): Promise<AccountKeys | undefined>;
  /** Whether an account can be created; `closed` also where only a later version could. */
  registration(): Promise<RegistrationMode>;
  /** @throws CodedError `E_LOGIN_FAILED`, `E_RATE_LIMITED` and others */
  login(username: string, password: string): Promise<Session>;
  register(account: NewAccount): Promise<Session>;
  /** Asks the server for the session. A 401 makes the state `none`; without an answer the state stays and it rejects. Of an outdated client the state stays. */
  restore(): Promise<SessionState>;
  /** @param device `kept` for one that comes back, as a terminal does; otherwise it is revoked, and what is kept of its keys deleted, if that is not the only copy */
  logout(device?: 'revoked' | 'kept'): Promise<void>;
  sessions(): Promise<readonly SessionInfo[]>;
  /** Logs another device out: revokes it, if it has keys, and ends its session. */
  revoke(sid: Uuid): Promise<void>;
  /** Proves the old password and replaces it. */
  changePassword(oldPassword: string, newPassword: string): Promise<void>;
  /** Proves the password to what asks for it again, such as "lost or stolen". A wrong one is refused there. */
  prove(password: string): Promise<ProvenPassword>;
  /** Begins with a new identity, for somebody who can't open their vault by any way, and logs out. The next login opens it. */
  resetIdentity(password: string): Promise<void>;
  resetPassword(username: string, secret: string, newPassword: string): Promise<void>;
  /** Whether a link for a new password still works. @throws CodedError `E_INVITATION_INVALID` that says why not */
  checkReset(username: string, secret: string): Promise<void>;
  /** Whether a link that makes an account still works. @throws CodedError `E_INVITATION_INVALID` that says why not */
  checkInvitation(invitation: string): Promise<void>;
  invitations(): Promise<InvitationList>;
  /**
   * @param label a note on it, such as whom it is for
   * @returns the link to hand over; it is shown once
   */
  invite(label?: string): Promise<{ readonly link: string; readonly invitation: Invitation }>;
  revokeInvitation(id: Uuid): Promise<void>;
  /** Removes the own account for good, and its keys from here. @throws CodedError `E_LOGIN_FAILED`, `E_LAST_ADMIN` and others */
  removeAccount(password: string): Promise<void>;
  /** All accounts, for administrators. Loads the code for them. */
  accounts(): Promise<Accounts>;
  /** Settings of the server that need no restart. Loads the code for them. */
  serverSettings(): Promise<ServerSettingsClient>;
}

/** The user's own invitations, newest first, and who used them. */
export interface InvitationList {
  readonly invitations: readonly Invitation[];
  readonly users: readonly User[];
}

export interface NewAccount {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
  readonly invitation?: string;
  /** Of a program, which is marked in every list. */
  readonly machine?: { readonly purpose?: string };
}
