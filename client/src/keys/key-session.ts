import { ParleyError, type PasswordWrap, type Session, type Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import { passwordWrap } from '../crypto/account/store-vault.ts';
import type {
  AccountKeys,
  BegunKeys,
  DerivedPassword,
  KeysState,
  OwnDevice,
  ProvenPassword,
  UnlockWay,
} from '../ports/keys/account-keys.ts';
import type { KeptKeys } from '../model/kept-keys.ts';
import type { ContactKeys } from '../ports/keys/contact-keys.ts';
import type { Cancel } from '../ports/clock.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import type { RecoveryKeys } from '../ports/keys/recovery-keys.ts';
import { addDevice, canBe, isActive, revokeDevice, type DeviceParts } from './add-device.ts';
import { changeOwnIdentity, resetOwnIdentity } from './change-own-identity.ts';
import { changeVault } from './change-vault.ts';
import { ContactPins, type ContactParts } from './contact-pins.ts';
import { canPass, wireErrorOf } from './failure.ts';
import { HeldAccount, type Login } from './held-account.ts';
import { isRefusal } from './key-parts.ts';
import { openKept } from './kept-account.ts';
import { firstKeys, storeFirstKeys, type MadeKeys } from './make-first-keys.ts';
import { newDevice, type DeviceKeys } from './new-device.ts';
import { openOwnAccount, passwordKey, type Opening } from './open-own-account.ts';
import type { OwnAccount } from './own-account.ts';
import { ownDevices } from './own-devices.ts';
import { recoverFormer } from './recover-former.ts';
import { Recovery } from './recovery.ts';
import { stateOf } from './state-of.ts';
import { unlockAccount } from './unlock-account.ts';

/** What a key session needs from outside. */
export interface KeySessionDeps extends DeviceParts, ContactParts {
  readonly kdf: PasswordKdf;
}

/** Pauses between attempts, in ms. */
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 60_000;

/** The keys of the account that is logged in here. */
export class KeySession implements AccountKeys {
  readonly state = atom<KeysState>({ kind: 'closed' });
  readonly contacts: ContactKeys;
  readonly recovery: RecoveryKeys;
  readonly #deps: KeySessionDeps;
  readonly #held: HeldAccount;
  /** From the login until it has opened the account. */
  #password: ProvenPassword | undefined;
  /** The device that a login or a registration under way uses. */
  #device: DeviceKeys | undefined;
  #begun: MadeKeys | undefined;
  #cancelRetry: Cancel = () => undefined;

  constructor(deps: KeySessionDeps) {
    this.#deps = deps;
    this.#held = new HeldAccount(deps, deps.keeper);
    this.contacts = new ContactPins(deps, this.#held);
    this.recovery = new Recovery(deps, this.#held);
  }

  async deviceFor(username: string): Promise<Uuid | undefined> {
    const { keeper } = this.#deps;
    this.#device = await this.#ifSupported(
      async () => (await keeper.byName(username)) ?? newDevice(keeper.keepsBytes),
    );
    return this.#device?.device;
  }

  async begin(password: DerivedPassword): Promise<BegunKeys | undefined> {
    const uid = crypto.randomUUID();
    this.#device = await this.#ifSupported(() => this.#keptDevice(uid));
    if (this.#device === undefined) return undefined;
    this.#begun = await firstKeys(this.#deps, uid, this.#device, password);
    return { device: this.#device.device, keys: this.#begun.keys };
  }

  async registered({ user: { uid, username } }: Session): Promise<void> {
    const [made, device] = [this.#begun, this.#device];
    this.#begun = undefined;
    if (made === undefined || device === undefined) return;
    const login = { uid, username, device };
    this.#held.begin(login);
    await this.#hold(login, made.account);
  }

  async loggedIn(
    { user: { uid, username } }: Session,
    password: ProvenPassword,
  ): Promise<'done' | 'revoked'> {
    if (this.#device === undefined) return 'done';
    const login = { uid, username, device: this.#device };
    this.#held.begin(login);
    this.#password = password;
    await this.#attempt(login);
    return this.state.get().kind === 'revoked' ? 'revoked' : 'done';
  }

  async restored({ user: { uid, username }, device: { id } }: Session): Promise<void> {
    const kept = await this.#deps.keeper.of(uid).catch(() => undefined);
    // The session of an older version belongs to a device without keys.
    const device = kept?.device === id ? kept : undefined;
    if (device === undefined) {
      this.state.set(await this.#withoutDevice(uid, kept));
      return;
    }
    const login = { uid, username, device };
    this.#held.begin(login);
    const account = await openKept(device);
    if (account !== undefined) await this.#hold(login, account);
    await this.#attempt(login);
  }

  async wrapFor(
    { user: { uid } }: Session,
    last: DerivedPassword,
    next: DerivedPassword,
  ): Promise<PasswordWrap | undefined> {
    const kept = await this.#held.newest(uid);
    const opening = await openOwnAccount(this.#deps, uid, { kept, password: last });
    if (opening.kind === 'keyless') return undefined;
    if (opening.kind !== 'open')
      throw new ParleyError('E_VAULT_VERSION', {
        message: 'Open your keys on this device first, then change the password.',
      });
    const { masterKey, stored } = opening.account;
    return passwordWrap({ uid, masterKey, generation: stored.generation }, next);
  }

  async revoke(device: Uuid): Promise<boolean> {
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

  async devices(): Promise<readonly OwnDevice[]> {
    const account = await this.#held.change((same) => Promise.resolve(same));
    return ownDevices(account, await this.#deps.sessions());
  }

  async unlock(way: UnlockWay): Promise<boolean> {
    const { login } = this.#held;
    if (this.#held.account.get() !== undefined) return true;
    if (login === undefined) return false;
    return this.#deps.keeper.alone(login.uid, async () => {
      const kept = await this.#held.newest(login.uid);
      const opened = await unlockAccount(this.#deps, login.uid, kept, way);
      if (opened !== undefined) await this.#opened(login, opened);
      return opened?.kind === 'open';
    });
  }

  async lostOrStolen(password: ProvenPassword, keeps: readonly Uuid[]): Promise<void> {
    const own = this.#held.login?.device.device;
    await this.#held.change((account) =>
      changeOwnIdentity(this.#deps, account, own === undefined ? keeps : [...keeps, own], password),
    );
  }

  async resetIdentity({ user: { uid, username } }: Session, password: ProvenPassword): Promise<void> {
    await this.#deps.keeper.alone(uid, async () => {
      const opening = await openOwnAccount(this.#deps, uid, { kept: await this.#held.newest(uid) });
      if (opening.kind !== 'locked') throw new ParleyError('E_NO_KEYS');
      const account = await resetOwnIdentity(this.#deps, opening.keyLog, opening.stored, password);
      const device = (await this.#deps.keeper.of(uid)) ?? (await newDevice(this.#deps.keeper.keepsBytes));
      await this.#replaceDevice({ uid, username, device }, account);
    });
  }

  async recoverFormer(way: Exclude<UnlockWay, { readonly kind: 'code' }>): Promise<boolean> {
    const former = await this.#deps.server.formerVaults();
    let isRecovered = false;
    await this.#held.change(async (account) => {
      const changed = await recoverFormer(this.#deps, account, former, way);
      isRecovered = changed !== account;
      return changed;
    });
    return isRecovered;
  }

  grown(uid: Uuid, seq: number): void {
    const { login, account } = this.#held;
    if (login?.uid !== uid) this.contacts.grown(uid, seq);
    else if ((account.get()?.followed.log.seq ?? seq) < seq) void this.#attempt(login);
  }

  close(): void {
    this.#cancelRetry();
    this.#password = undefined;
    this.#held.begin(undefined);
    this.state.set({ kind: 'closed' });
  }

  async forget(uid: Uuid): Promise<void> {
    this.close();
    await this.#deps.keeper.alone(uid, () => this.#deps.keeper.forget(uid));
  }

  /** Opens the account, again after a failure that may pass. */
  async #attempt(login: Login, retryMs = FIRST_RETRY_MS): Promise<void> {
    this.#cancelRetry();
    if (this.state.get().kind !== 'open') this.state.set({ kind: 'opening' });
    try {
      await this.#deps.keeper.alone(login.uid, async () => this.#opened(login, await this.#open(login)));
    } catch (error) {
      if (this.#held.login !== login) return;
      if (this.#held.account.get() === undefined)
        this.state.set({ kind: 'failed', error: wireErrorOf(error) });
      if (!canPass(error)) return;
      const again = () => void this.#attempt(login, Math.min(2 * retryMs, LAST_RETRY_MS));
      this.#cancelRetry = this.#deps.clock.setTimeout(again, retryMs);
    }
  }

  async #open({ uid, device }: Login): Promise<Opening> {
    const password = this.#password;
    const kept = await this.#held.newest(uid);
    const ways = { kept, password: password?.derived };
    const opening = await openOwnAccount(this.#deps, uid, ways);
    if (opening.kind !== 'keyless' || password === undefined) return opening;
    await storeFirstKeys(this.#deps, uid, device, password);
    return openOwnAccount(this.#deps, uid, ways);
  }

  async #opened(login: Login, opening: Opening): Promise<void> {
    if (this.#held.login !== login) return;
    if (opening.kind === 'open') await this.#enter(login, opening.account);
    else this.state.set(stateOf(opening, this.#password !== undefined));
  }

  async #enter(login: Login, opened: OwnAccount): Promise<void> {
    if (!canBe(opened.followed.log, login.device)) return this.#replaceDevice(login, opened);
    await this.#hold(login, await this.#underPassword(await addDevice(this.#deps, opened, login.device)));
    this.#password = undefined;
  }

  /** This device was logged out from another one, or its id has another key. What it has kept stays readable; it comes back as a new one. */
  async #replaceDevice(login: Login, opened: OwnAccount): Promise<void> {
    const { localKey } = login.device;
    this.#device = { ...(await newDevice(this.#deps.keeper.keepsBytes)), localKey };
    await this.#held.keep({ ...login, device: this.#device }, opened);
    this.state.set({ kind: 'revoked' });
  }

  /** After a reset by the administrator, the wrap is still under the last password. */
  async #underPassword(account: OwnAccount): Promise<OwnAccount> {
    const derived = this.#password?.derived;
    if (derived === undefined || passwordKey(account.stored, derived) !== undefined) return account;
    const { followed, masterKey, stored } = account;
    const place = { uid: followed.log.uid, masterKey, generation: stored.generation };
    return changeVault(this.#deps, account, { wraps: { password: await passwordWrap(place, derived) } });
  }

  async #hold(login: Login, account: OwnAccount): Promise<void> {
    if (await this.#held.hold(login, account)) this.state.set({ kind: 'open', device: login.device.device });
  }

  /**
   * A new device, of which the keeper has shown that it keeps its keys: until the account exists under its own id only, since
   * the name may be that of somebody else whose keys are here.
   */
  async #keptDevice(uid: Uuid): Promise<DeviceKeys> {
    const { keeper } = this.#deps;
    const device = await newDevice(keeper.keepsBytes);
    await keeper.keep({ ...device, uid, username: uid });
    await keeper.forget(uid);
    return device;
  }

  /** Each browser has an error of its own to say that it lacks Ed25519, or does not keep keys. */
  async #ifSupported<T>(task: () => Promise<T>): Promise<T | undefined> {
    try {
      return await task();
    } catch {
      this.state.set({ kind: 'unsupported' });
      return undefined;
    }
  }

  async #withoutDevice(uid: Uuid, keys: KeptKeys | undefined): Promise<KeysState> {
    try {
      const kept = keys && (await openKept(keys));
      const opening = await openOwnAccount(this.#deps, uid, { kept });
      return opening.kind === 'open' ? { kind: 'locked', because: 'nothingHere' } : stateOf(opening, false);
    } catch (error) {
      return { kind: 'failed', error: wireErrorOf(error) };
    }
  }
}
