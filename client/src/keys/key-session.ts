import { type PasswordChange, type Session, type Uuid } from '@parley/protocol';
import { computed, type ReadableAtom } from 'nanostores';
import { passwordWrap } from '../crypto/account/store-vault.ts';
import type { OpenedAccount } from '../model/sealing/sealing-account.ts';
import type {
  AccountKeys,
  BegunKeys,
  DerivedPassword,
  KeysState,
  OwnDevice,
  ProvenPassword,
  UnlockWay,
} from '../ports/keys/account-keys.ts';
import type { ContactKeys } from '../ports/keys/contact-keys.ts';
import { lateCode } from '../platform/late-code.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import type { RecoveryKeys } from '../ports/keys/recovery-keys.ts';
import { isActive, revokeDevice } from './device/add-device.ts';
import { ContactPins, type ContactParts } from './contacts/contact-pins.ts';
import { Entrance, type EntranceDeps } from './entrance.ts';
import { HeldAccount, type Login } from './held-account.ts';
import { isRefusal } from './key-parts.ts';
import { LoginDevice } from './device/login-device.ts';
import { firstKeys, type MadeKeys } from './changes/make-first-keys.ts';
import { newDevice, type DeviceKeys } from './device/new-device.ts';
import { openedAccount } from './opened-account.ts';
import { openOwnAccount } from './open-own-account.ts';
import { ownDevices } from './device/own-devices.ts';
import { Recovery } from './changes/recovery.ts';

/** What a key session needs from outside. */
export interface KeySessionDeps extends EntranceDeps, ContactParts {
  readonly kdf: PasswordKdf;
}

/** An account that is about to be registered. */
interface Begun {
  readonly device: DeviceKeys;
  readonly made: MadeKeys;
}

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
  /** The device of the login under way. */
  #loginDevice: DeviceKeys | undefined;
  #begun: Begun | undefined;

  constructor(deps: KeySessionDeps) {
    this.#deps = deps;
    this.#held = new HeldAccount(deps, deps.keeper, (login) => this.#entrance.attempt(login));
    this.#device = new LoginDevice(deps.keeper);
    this.#entrance = new Entrance(deps, this.#held, this.#device);
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

  async begin(password: DerivedPassword): Promise<BegunKeys | undefined> {
    await this.abandon();
    const uid = crypto.randomUUID();
    const device = await this.#device.ofNewAccount();
    const made = device && (await firstKeys(this.#deps, uid, device, password));
    if (device === undefined || made === undefined) {
      this.#entrance.unsupported();
      return undefined;
    }
    // Under its id only, until the account exists: the name may be that of somebody else whose keys are here.
    if (!(await this.#isKept({ uid, username: uid, device }, made))) return undefined;
    this.#begun = { device, made };
    return { device: device.device, keys: made.keys };
  }

  async abandon(): Promise<void> {
    const uid = this.#begun?.made.keys.uid;
    this.#begun = undefined;
    if (uid !== undefined) await this.#deps.keeper.forget(uid);
  }

  async registered({ user: { uid, username } }: Session): Promise<void> {
    const begun = this.#begun;
    // A server of an earlier version draws the uid itself, and stores no keys.
    if (begun?.made.keys.uid !== uid) return this.abandon();
    this.#begun = undefined;
    const login = { uid, username, device: begun.device };
    this.#entrance.begin(login);
    try {
      await this.#deps.keeper.alone(uid, () => this.#entrance.hold(login, begun.made.account));
    } catch (error) {
      this.#entrance.unsupported(error);
      throw error;
    }
  }

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

  wrapFor(
    { user: { uid } }: Session,
    last: DerivedPassword,
    next: DerivedPassword,
  ): Promise<PasswordChange['wrap']> {
    return this.#deps.keeper.alone(uid, async () => {
      const ways = { ...(await this.#entrance.seen(uid)), password: last };
      const opening = await openOwnAccount(this.#deps, uid, ways);
      if (opening.kind === 'keyless') return undefined;
      if (opening.kind !== 'open') return 'unchanged';
      const { masterKey, stored } = opening.account;
      return passwordWrap({ uid, masterKey, generation: stored.generation }, next);
    });
  }

  passwordChanged(password: ProvenPassword): void {
    this.#entrance.passwordChanged(password);
  }

  async revoke(device: Uuid): Promise<boolean> {
    try {
      return await this.#revokeHeld(device);
    } catch (error) {
      const { login } = this.#held;
      const isNews = isRefusal(error, 'E_KEYLOG_SEQ') && this.state.get().kind === 'open';
      if (login === undefined || !isNews) throw error;
      // The server has lost a part of the key log, or shows another one: that is put right first, or becomes an alarm.
      await this.#entrance.attempt(login);
      return this.#revokeHeld(device);
    }
  }

  async devices(): Promise<readonly OwnDevice[]> {
    const account = await this.#held.change((same) => Promise.resolve(same));
    return ownDevices(account, await this.#deps.sessions());
  }

  get hasPassword(): boolean {
    return this.#entrance.hasPassword;
  }

  async unlock(way: UnlockWay, password?: ProvenPassword): Promise<boolean> {
    const { login } = this.#held;
    if (this.#held.account.get() !== undefined) return true;
    if (login === undefined) return false;
    const { unlockAccount } = await this.#seldom();
    // Before the way, since a code works once.
    if (password !== undefined) await this.#entrance.takePassword(login.uid, password);
    return this.#deps.keeper.alone(login.uid, async () => {
      const opened = await unlockAccount(this.#deps, login.uid, await this.#entrance.seen(login.uid), way);
      if (opened !== undefined) await this.#entrance.take(login, opened);
      return opened?.kind === 'open';
    });
  }

  async accept(identity: string): Promise<boolean> {
    const { login } = this.#held;
    return login !== undefined && this.#entrance.accept(login, identity);
  }

  async putBack(password: ProvenPassword): Promise<boolean> {
    const { login } = this.#held;
    return login !== undefined && this.#entrance.putBack(login, password);
  }

  async lostOrStolen(password: ProvenPassword, keeps: readonly Uuid[]): Promise<void> {
    const own = this.#held.login?.device.device;
    const { changeOwnIdentity } = await this.#seldom();
    await this.#held.change((account) =>
      changeOwnIdentity(this.#deps, account, own === undefined ? keeps : [...keeps, own], password),
    );
  }

  async resetIdentity({ user: { uid, username } }: Session, password: ProvenPassword): Promise<boolean> {
    const { resetOwnIdentity } = await this.#seldom();
    return this.#deps.keeper.alone(uid, async () => {
      const ways = await this.#entrance.seen(uid);
      const { account, isReset } = await resetOwnIdentity(this.#deps, uid, ways, password);
      const device = (await this.#deps.keeper.of(uid)) ?? (await newDevice(this.#deps.keeper.keepsBytes));
      await this.#entrance.replaceDevice({ uid, username, device }, account);
      return isReset;
    });
  }

  async recoverFormer(way: Exclude<UnlockWay, { readonly kind: 'code' }>): Promise<boolean> {
    const { recoverFormer } = await this.#seldom();
    const former = await this.#deps.server.formerVaults();
    let isRecovered = false;
    await this.#held.change(async (account) => {
      const changed = await recoverFormer(this.#deps, account, former, way);
      isRecovered = changed !== account;
      return changed;
    });
    return isRecovered;
  }

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

  async #revokeHeld(device: Uuid): Promise<boolean> {
    let isHeld = false;
    try {
      await this.#held.change(async (account) => {
        isHeld = isActive(account.followed.log, device);
        return isHeld ? revokeDevice(this.#deps, account, device) : account;
      });
    } catch (error) {
      if (!isRefusal(error, 'E_NO_KEYS')) throw error;
    }
    return isHeld;
  }

  async #isKept(login: Login, { account }: MadeKeys): Promise<boolean> {
    try {
      await this.#held.keep(login, account);
      return true;
    } catch (error) {
      this.#entrance.unsupported(error);
      return false;
    }
  }
}
