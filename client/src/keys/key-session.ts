import type { Session, Uuid } from '@parley/protocol';
import { computed, type ReadableAtom } from 'nanostores';
import type { OpenedAccount } from '../model/sealing/sealing-account.ts';
import type { AccountKeys, KeysState, ProvenPassword } from '../ports/keys/account-keys.ts';
import type { ContactKeys } from '../ports/keys/contact-keys.ts';
import { lateCode } from '../platform/late-code.ts';
import type { RecoveryKeys } from '../ports/keys/recovery-keys.ts';
import { ContactPins } from './contacts/contact-pins.ts';
import { Entrance } from './entrance.ts';
import { HeldAccount } from './held-account.ts';
import { isRefusal } from './key-parts.ts';
import type { KeySessionDeps } from './key-session-deps.ts';
import { LoginDevice } from './device/login-device.ts';
import type { DeviceKeys } from './device/new-device.ts';
import { openedAccount } from './opened-account.ts';
import { Recovery } from './changes/recovery.ts';
import type { SessionChanges } from './changes/session-changes.ts';

/** The keys of the account that is logged in here. */
export class KeySession implements AccountKeys {
  readonly state: ReadableAtom<KeysState>;
  readonly account: ReadableAtom<OpenedAccount | undefined>;
  readonly contacts: ContactKeys;
  readonly recovery: RecoveryKeys;
  readonly #deps: KeySessionDeps;
  readonly #held: HeldAccount;
  readonly #device: LoginDevice;
  readonly #entrance: Entrance;
  readonly #seldom = lateCode(() => import('./changes/seldom-changes.ts'));
  readonly #changes: () => Promise<SessionChanges>;
  /** The device of the login under way. */
  #loginDevice: DeviceKeys | undefined;

  constructor(deps: KeySessionDeps) {
    this.#deps = deps;
    this.#held = new HeldAccount(deps, deps.keeper, (login) => this.#entrance.attempt(login));
    this.#device = new LoginDevice(deps.keeper);
    this.#entrance = new Entrance(deps, this.#held, this.#device);
    const parts = { held: this.#held, device: this.#device, entrance: this.#entrance };
    this.#changes = lateCode(async () => new (await this.#seldom()).SessionChanges(deps, parts));
    this.state = this.#entrance.state;
    this.account = computed(this.#held.account, (own) => openedAccount(this.#held.login, own));
    this.contacts = new ContactPins(deps, this.#held);
    this.recovery = new Recovery(this.#held, async () => {
      const { RecoveryChanges } = await this.#seldom();
      return new RecoveryChanges(deps, this.#held);
    });
  }

  async deviceFor(username: string): Promise<Uuid | undefined> {
    this.#loginDevice = await this.#device.ofUser(username);
    if (this.#loginDevice === undefined) this.#entrance.unsupported();
    return this.#loginDevice?.device;
  }

  begin: AccountKeys['begin'] = async (...given) => (await this.#changes()).begin(...given);

  abandon: AccountKeys['abandon'] = async () => (await this.#changes()).abandon();

  registered: AccountKeys['registered'] = async (...given) => (await this.#changes()).registered(...given);

  async loggedIn({ user: { uid, username } }: Session, password: ProvenPassword): Promise<'done' | 'again'> {
    if (this.#loginDevice === undefined) return 'done';
    const login = { uid, username, device: this.#loginDevice };
    this.#entrance.begin(login, password);
    await this.#entrance.attempt(login);
    return this.state.get().kind === 'revoked' ? 'again' : 'done';
  }

  async restored({ user: { uid, username }, device: { id } }: Session): Promise<void> {
    const device = await this.#device.ofSession(uid, id);
    if (device === undefined) {
      this.#entrance.unsupported();
      return;
    }
    if (device === 'nothing') return this.#entrance.attemptWithout(uid);
    const login = { uid, username, device };
    this.#entrance.begin(login);
    await this.#entrance.showKept(login, device);
    await this.#entrance.attempt(login);
  }

  wrapFor: AccountKeys['wrapFor'] = async (...given) => (await this.#changes()).wrapFor(...given);

  passwordChanged(password: ProvenPassword): void {
    this.#entrance.passwordChanged(password);
  }

  meetMachine: AccountKeys['meetMachine'] = async (...given) => (await this.#changes()).meetMachine(...given);

  revoke: AccountKeys['revoke'] = async (...given) => (await this.#changes()).revoke(...given);

  devices: AccountKeys['devices'] = async () => (await this.#changes()).devices();

  get hasPassword(): boolean {
    return this.#entrance.hasPassword;
  }

  unlock: AccountKeys['unlock'] = async (...given) => (await this.#changes()).unlock(...given);

  async accept(identity: string): Promise<boolean> {
    const { login } = this.#held;
    return login !== undefined && this.#entrance.accept(login, identity);
  }

  async putBack(password: ProvenPassword): Promise<boolean> {
    const { login } = this.#held;
    return login !== undefined && this.#entrance.putBack(login, password);
  }

  lostOrStolen: AccountKeys['lostOrStolen'] = async (...given) =>
    (await this.#changes()).lostOrStolen(...given);

  resetIdentity: AccountKeys['resetIdentity'] = async (...given) =>
    (await this.#changes()).resetIdentity(...given);

  recoverFormer: AccountKeys['recoverFormer'] = async (...given) =>
    (await this.#changes()).recoverFormer(...given);

  async readOwn(): Promise<boolean> {
    const { login } = this.#held;
    try {
      await this.#held.change((same) => Promise.resolve(same));
      return true;
    } catch (error) {
      if (login === undefined || !isRefusal(error, 'E_KEYLOG_SEQ')) throw error;
    }
    await this.#entrance.attempt(login);
    return false;
  }

  grown(uid: Uuid, seq: number): void {
    const { login, account } = this.#held;
    if (login?.uid !== uid) this.contacts.grown(uid, seq);
    else if ((account.get()?.followed.log.seq ?? seq) < seq) void this.#entrance.attempt(login);
  }

  vaultChanged(version: number): void {
    const { login } = this.#held;
    if (login !== undefined) void this.#entrance.readVault(login, version);
  }

  close(): void {
    this.#entrance.close();
  }

  async staysAtLogout(uid: Uuid): Promise<boolean> {
    const { kind } = this.state.get();
    if (kind !== 'alarm' && kind !== 'locked') return false;
    return (await this.#deps.keeper.of(uid))?.account !== undefined;
  }

  async forget(uid: Uuid): Promise<void> {
    const stays = await this.staysAtLogout(uid);
    this.close();
    if (!stays) await this.#deps.keeper.alone(uid, () => this.#deps.keeper.forget(uid));
  }
}
