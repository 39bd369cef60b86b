import type {
  AccountKeys,
  Contact,
  ContactKeys,
  KeysState,
  MadeRecoveryKey,
  OpenedAccount,
  OwnDevice,
  RecoveryState,
} from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { atom } from 'nanostores';

/** The keys of an account without a server: open, and every change of them succeeds. */
export class FakeAccountKeys implements AccountKeys {
  readonly state = atom<KeysState>({ kind: 'open', device: crypto.randomUUID() });
  readonly account = atom<OpenedAccount | undefined>(undefined);
  readonly people = atom<ReadonlyMap<Uuid, Contact>>(new Map());
  readonly contacts: ContactKeys = {
    contacts: this.people,
    refresh: async () => {},
    safetyNumber: async () => undefined,
    verify: async () => true,
    scan: async () => true,
    accept: async () => true,
    grown: () => {},
  };
  vaultChanged = () => {};
  readonly recovery = {
    state: (): RecoveryState => ({ kind: 'none' }),
    make: async (): Promise<MadeRecoveryKey> => ({ written: `AAAA${'-BBBB'.repeat(8)}`, stored: 'yes' }),
    drill: async () => true,
    offerCode: async () => ({ code: '', expiresAt: 0 }),
  };
  hasPassword = true;

  async deviceFor() {
    return undefined;
  }

  async begin() {
    return undefined;
  }

  async abandon() {}
  async registered() {}

  async loggedIn() {
    return 'done' as const;
  }

  async restored() {}

  async readOwn() {
    return true;
  }

  async wrapFor() {
    return undefined;
  }

  passwordChanged() {}

  async meetMachine() {
    return { keys: [], isChanged: false };
  }

  async revoke() {
    return true;
  }

  async devices(): Promise<readonly OwnDevice[]> {
    return [];
  }

  async unlock(): Promise<boolean> {
    return true;
  }

  async putBack(): Promise<boolean> {
    return true;
  }

  async lostOrStolen() {}

  async accept() {
    return true;
  }

  async resetIdentity() {
    return true;
  }

  async recoverFormer() {
    return true;
  }

  grown() {}
  close() {}

  async staysAtLogout(): Promise<boolean> {
    return false;
  }

  async forget() {}
}
