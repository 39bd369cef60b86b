import type {
  AccountKeys,
  InvitationList,
  NewAccount,
  ProvenPassword,
  SessionClient,
  SessionState,
} from '@parley/client';
import type { ServerLook, Session, SessionInfo, User, WireError } from '@parley/protocol';
import { atom } from 'nanostores';
import { FakeAccounts } from './fake-accounts.ts';
import { FakeServerSettings } from './fake-server-settings.ts';

export const ada: User = {
  uid: '00000000-0000-4000-8000-0000000000a1',
  username: 'ada',
  displayName: 'Ada Lovelace',
  about: 'Notes on the engine',
  admin: true,
  removed: false,
};

export function sessionOf(user: User): Session {
  return {
    sid: '00000000-0000-4000-8000-0000000000b1',
    device: { id: '00000000-0000-4000-8000-0000000000d1', name: 'Firefox on Linux' },
    user,
    tokenIssuedAt: 0,
    tokenExpiresAt: Number.MAX_SAFE_INTEGER,
  };
}

/** A session without a server: everyone may log in, and `ended` ends it. */
export class FakeSessionClient implements SessionClient {
  readonly state = atom<SessionState>({ kind: 'unknown' });
  readonly isOutdated = atom(false);
  readonly server = atom<ServerLook>({});
  currentToken: string | undefined = 'token';

  outdated() {
    this.isOutdated.set(true);
  }

  token() {
    return this.currentToken;
  }

  async keys(): Promise<AccountKeys | undefined> {
    return undefined;
  }

  async registration() {
    return 'open' as const;
  }

  async login() {
    const session = sessionOf(ada);
    this.state.set({ kind: 'active', session });
    return session;
  }

  async register({ username, displayName }: NewAccount) {
    const session = sessionOf({ ...ada, username, displayName });
    this.state.set({ kind: 'active', session });
    return session;
  }

  async restore() {
    if (this.state.get().kind === 'unknown') this.state.set({ kind: 'none' });
    return this.state.get();
  }

  async renew() {}

  onRenewed() {
    return () => {};
  }

  async logout() {
    this.state.set({ kind: 'none' });
  }

  async sessions(): Promise<readonly SessionInfo[]> {
    const { sid, device } = sessionOf(ada);
    const other = { id: crypto.randomUUID(), name: 'Safari on iPhone' };
    const hour = 60 * 60 * 1000;
    return [
      { sid, device, createdAt: Date.now() - 90 * hour, lastSeenAt: Date.now(), current: true },
      {
        sid: crypto.randomUUID(),
        device: other,
        createdAt: 0,
        lastSeenAt: Date.now() - 30 * hour,
        current: false,
      },
    ];
  }

  async revoke() {}
  async changePassword() {}
  async resetIdentity() {}

  async prove(): Promise<ProvenPassword> {
    throw new Error('nothing here needs a proof');
  }
  async resetPassword() {}

  async checkReset() {}
  async checkInvitation() {}

  async invitations(): Promise<InvitationList> {
    const { invitation } = await this.invite();
    return { invitations: [invitation], users: [] };
  }

  async invite() {
    const createdAt = Date.now();
    const invitation = { id: crypto.randomUUID(), createdAt, expiresAt: createdAt + 6e8, admin: false };
    return { link: `https://chat.example/register#invitation=${'x'.repeat(32)}`, invitation };
  }

  async revokeInvitation() {}
  async removeAccount() {}

  readonly fakeAccounts = new FakeAccounts();
  readonly fakeServerSettings = new FakeServerSettings();

  async serverSettings() {
    return this.fakeServerSettings;
  }

  async accounts() {
    return this.fakeAccounts;
  }

  ended(reason: WireError) {
    this.state.set({ kind: 'ended', reason });
  }
}
