import type { Accounts } from '@parley/client';
import { type AccountInfo, ParleyError, type ResponseOf, type Uuid } from '@parley/protocol';

type AnyInvitation = ResponseOf<'allInvitations'>['invitations'][number];

/** Accounts of a server that answers at once. */
export class FakeAccounts implements Accounts {
  accounts: AccountInfo[] = [];
  all: AnyInvitation[] = [];
  /** How many a page has. */
  pageSize = 50;
  /** Who was logged out. */
  readonly loggedOut: Uuid[] = [];

  async page(query: string, after?: Uuid) {
    const found = this.accounts.filter(({ user }) =>
      user.displayName.toLowerCase().includes(query.toLowerCase()),
    );
    const from = after === undefined ? 0 : found.findIndex(({ user }) => user.uid === after) + 1;
    const page = found.slice(from, from + this.pageSize);
    const last = page.at(-1);
    return {
      accounts: page,
      users: this.accounts.map(({ user }) => user),
      ...(from + this.pageSize < found.length && last !== undefined && { next: last.user.uid }),
      total: this.accounts.length,
    };
  }

  async logOut(uid: Uuid): Promise<void> {
    this.loggedOut.push(uid);
  }

  async deactivate(uid: Uuid): Promise<void> {
    this.#change(uid, { removed: true });
  }

  async reactivate(uid: Uuid): Promise<void> {
    this.#change(uid, { removed: false });
  }

  async setAdmin(uid: Uuid, admin: boolean): Promise<void> {
    const others = this.accounts.filter(({ user }) => user.admin && user.uid !== uid);
    if (!admin && others.length === 0) throw new ParleyError('E_LAST_ADMIN');
    this.#change(uid, { admin });
  }

  async resetLink(_uid: Uuid, username: string): Promise<string> {
    return `https://chat.example/reset#user=${username}&secret=once`;
  }

  async remove(uid: Uuid): Promise<void> {
    this.accounts = this.accounts.filter(({ user }) => user.uid !== uid);
  }

  async invitations() {
    return { invitations: this.all, users: this.accounts.map(({ user }) => user) };
  }

  async revokeInvitation(id: Uuid): Promise<void> {
    this.all = this.all.filter((invitation) => invitation.id !== id);
  }

  #change(uid: Uuid, change: Partial<AccountInfo['user']>): void {
    this.accounts = this.accounts.map((account) =>
      account.user.uid === uid ? { ...account, user: { ...account.user, ...change } } : account,
    );
  }
}
