import type { Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import type { KeptKeys } from '../model/keys/kept-keys.ts';
import type { Cancel } from '../ports/clock.ts';
import type { KeyKeeper } from '../ports/keys/key-keeper.ts';
import type { KeysState, ProvenPassword } from '../ports/keys/account-keys.ts';
import type { DeviceParts } from './device/add-device.ts';
import { canBe, isActive } from './device/in-key-log.ts';
import { lateChanges } from './changes/late-changes.ts';
import { canPass, wireErrorOf } from './failure.ts';
import type { HeldAccount, Login } from './held-account.ts';
import { openKept } from './kept-account.ts';
import type { LoginDevice } from './device/login-device.ts';
import type { DeviceKeys } from './device/new-device.ts';
import { NotKeptError } from './not-kept-error.ts';
import { openOwnAccount, passwordKey, type Opening, type Ways } from './open-own-account.ts';
import type { OwnAccount } from './own-account.ts';
import { stateOf, type Closed } from './state-of.ts';

/** What an entrance needs from outside. */
export interface EntranceDeps extends DeviceParts {
  readonly keeper: KeyKeeper;
}

/** Pauses between attempts, in ms. */
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 60_000;

const NOTHING_HERE: KeysState = { kind: 'locked', because: 'nothingHere' };

/** Opens the account of whoever is logged in, and adds this device to its key log; again after a failure that may pass. */
export class Entrance {
  readonly state = atom<KeysState>({ kind: 'closed' });
  readonly #deps: EntranceDeps;
  readonly #held: HeldAccount;
  readonly #device: LoginDevice;
  /** From the login until it has opened the account. */
  #password: ProvenPassword | undefined;
  /** The identity in another key log than the kept one, which the user goes on with. */
  #accepted: string | undefined;
  /** Whether the vault was spoilt at this login. */
  #isPutBack = false;
  #cancelRetry: Cancel = () => undefined;
  /** In which the vault is, as far as the server told and nobody has read. */
  #vaultVersion = 0;

  constructor(deps: EntranceDeps, held: HeldAccount, device: LoginDevice) {
    this.#deps = deps;
    this.#held = held;
    this.#device = device;
  }

  /** Somebody has logged in. @param password missing where they were logged in already */
  begin(login: Login, password?: ProvenPassword): void {
    this.#held.begin(login);
    this.#password = password;
    this.#accepted = undefined;
    this.#isPutBack = false;
    this.#vaultVersion = 0;
  }

  /** What this device has seen of the account, which a server is held to. */
  async seen(uid: Uuid): Promise<Pick<Ways, 'kept' | 'accepted'>> {
    return { kept: await this.#held.newest(uid), accepted: this.#accepted };
  }

  /** Goes on with what the server shows. @returns whether that is no alarm any more */
  async accept(login: Login, identity: string): Promise<boolean> {
    this.#accepted = identity;
    await this.attempt(login);
    return this.state.get().kind !== 'alarm';
  }

  /** A password that was typed after the login. @throws CodedError `E_LOGIN_FAILED` if it is wrong */
  async takePassword(uid: Uuid, password: ProvenPassword): Promise<void> {
    const { provePassword } = await lateChanges();
    await provePassword(this.#deps, uid, password);
    this.#password = password;
  }

  /**
   * Tries once more with a password that was typed after the login, so that the server gets back what it has lost.
   * @returns whether the account is open
   * @throws CodedError `E_LOGIN_FAILED` if it is wrong, and what else keeps the server from taking it
   */
  async putBack(login: Login, password: ProvenPassword): Promise<boolean> {
    await this.takePassword(login.uid, password);
    this.#cancelRetry();
    try {
      await this.#deps.keeper.alone(login.uid, () => this.#attemptAlone(login));
    } catch (error) {
      this.#password = undefined;
      throw error;
    }
    return this.state.get().kind === 'open';
  }

  /** Whether the password that logged in is at hand. */
  get hasPassword(): boolean {
    return this.#password !== undefined;
  }

  /** The password was changed: where the account is not open yet, it is put under this one when it is. */
  passwordChanged(password: ProvenPassword): void {
    if (this.#held.account.get() === undefined) this.#password = password;
  }

  /** Has an account open that this device keeps already, until an attempt has read on. */
  async showKept(login: Login, kept: KeptKeys): Promise<void> {
    const account = await openKept(kept);
    if (account !== undefined && isActive(account.followed.log, login.device.device))
      this.#show(login, account);
  }

  /** It does not reject, see `state`. */
  async attempt(login: Login, retryMs = FIRST_RETRY_MS): Promise<void> {
    this.#cancelRetry();
    if (this.state.get().kind !== 'open') this.state.set({ kind: 'opening' });
    try {
      await this.#deps.keeper.alone(login.uid, () => this.#attemptAlone(login));
    } catch (error) {
      if (this.#held.login !== login) return;
      if (this.#held.account.get() === undefined) this.state.set(failed(error));
      if (!canPass(error)) return;
      const again = () => void this.attempt(login, Math.min(2 * retryMs, LAST_RETRY_MS));
      this.#cancelRetry = this.#deps.clock.setTimeout(again, retryMs);
    }
  }

  /**
   * Reads a vault that is in a version by now, unless this browser has made that, perhaps in another tab. What is told while one waits for
   * its turn is read in one go. It does not reject, see `state`.
   */
  async readVault(login: Login, version: number): Promise<void> {
    const isWaiting = this.#vaultVersion > 0;
    this.#vaultVersion = Math.max(this.#vaultVersion, version);
    if (isWaiting) return;
    // What cannot be read here is read anew from the server, which tells what is wrong.
    const seen = await this.#deps.keeper.alone(login.uid, () => this.#seenVersion(login)).catch(() => 0);
    if (this.#held.login !== login) return;
    const told = this.#vaultVersion;
    this.#vaultVersion = 0;
    if (seen < told) await this.attempt(login);
  }

  /** Of the vault that this device has. */
  async #seenVersion(login: Login): Promise<number> {
    return (await this.#held.showNewest(login))?.seenVersion ?? Number.POSITIVE_INFINITY;
  }

  /** The session of a device that has no keys here: it says how far the account's keys are. It does not reject, see `state`. */
  async attemptWithout(uid: Uuid): Promise<void> {
    try {
      const opening = await this.#deps.keeper.alone(uid, async () =>
        openOwnAccount(this.#deps, uid, await this.seen(uid)),
      );
      this.state.set(opening.kind === 'open' ? NOTHING_HERE : stateOf(opening, 'nothingHere'));
    } catch (error) {
      this.state.set(failed(error));
    }
  }

  /** What became of opening it. Only while nothing else changes the account. */
  async take(login: Login, opening: Opening, closed: Closed = 'otherPassword'): Promise<void> {
    if (this.#held.login !== login) return;
    if (opening.kind !== 'open') {
      this.state.set(stateOf(opening, closed));
      return;
    }
    this.#isPutBack ||= opening.isPutBack === true;
    await this.#enter(login, opening.account);
  }

  /** This device was logged out from another one, or its id has another key: it comes back as a new one. */
  async replaceDevice(login: Login, opened: OwnAccount): Promise<void> {
    const device = await this.#device.inPlaceOf(login.device);
    await this.#held.keep({ ...login, device }, opened);
    this.state.set({ kind: 'revoked' });
  }

  /** Keeps it on this device, and has it open. Only while nothing else changes the account. @throws NotKeptError */
  async hold(login: Login, account: OwnAccount): Promise<void> {
    if (this.#held.login !== login) return;
    await this.#held.keep(login, account);
    this.#show(login, account);
  }

  /** This browser cannot make or keep keys. @param error with which it refused to keep some */
  unsupported(error?: unknown): void {
    this.state.set(error === undefined ? { kind: 'unsupported' } : failed(error));
  }

  close(): void {
    this.#cancelRetry();
    this.#password = undefined;
    this.#accepted = undefined;
    this.#held.begin(undefined);
    this.state.set({ kind: 'closed' });
  }

  async #attemptAlone(login: Login): Promise<void> {
    const kept = await this.#deps.keeper.of(login.uid);
    if (kept !== undefined && kept.device !== login.device.device) {
      this.#giveWay(kept);
      return;
    }
    const opening = await this.#open(login);
    // Another way may open it after a reload, too.
    if (kept === undefined && opening.kind === 'locked') await this.#held.keepDevice(login);
    const hadLogin = this.#password !== undefined || kept?.account === undefined;
    await this.take(login, opening, hadLogin ? 'otherPassword' : 'nothingHere');
  }

  /** Another tab of this browser was faster: one browser is one device. */
  #giveWay(kept: DeviceKeys): void {
    this.#device.useNext(kept);
    this.state.set({ kind: 'revoked' });
  }

  async #open({ uid, device }: Login): Promise<Opening> {
    const password = this.#password;
    const ways = { ...(await this.seen(uid)), password: password?.derived, proven: password };
    const opening = await openOwnAccount(this.#deps, uid, ways);
    if (opening.kind !== 'keyless' || password === undefined) return opening;
    const { storeFirstKeys } = await lateChanges();
    await storeFirstKeys(this.#deps, uid, device, password);
    return openOwnAccount(this.#deps, uid, ways);
  }

  async #enter(login: Login, opened: OwnAccount): Promise<void> {
    const { log } = opened.followed;
    if (!canBe(log, login.device)) return this.replaceDevice(login, opened);
    const isIn = isActive(log, login.device.device);
    const account = isIn ? opened : await this.#withDevice(login, opened);
    await this.hold(login, await this.#underPassword(account));
    this.#password = undefined;
    this.#accepted = undefined;
  }

  /** A device whose key is lost could not be told from one that is used seldom: it is kept first, and the next start completes it. */
  async #withDevice(login: Login, opened: OwnAccount): Promise<OwnAccount> {
    await this.#held.keep(login, opened);
    const { addDevice } = await lateChanges();
    return addDevice(this.#deps, opened, login.device);
  }

  /** After a reset by the administrator, the wrap is still under the last password. */
  async #underPassword(account: OwnAccount): Promise<OwnAccount> {
    const derived = this.#password?.derived;
    if (derived === undefined || passwordKey(account.stored, derived) !== undefined) return account;
    const { underPassword } = await lateChanges();
    return underPassword(this.#deps, account, derived);
  }

  #show(login: Login, account: OwnAccount): void {
    if (!this.#held.show(login, account)) return;
    const { device } = login.device;
    this.state.set({ kind: 'open', device, ...(this.#isPutBack && { isPutBack: true }) });
  }
}

function failed(error: unknown): KeysState {
  if (!(error instanceof NotKeptError)) return { kind: 'failed', error: wireErrorOf(error) };
  return { kind: error.isFull ? 'noRoom' : 'unsupported' };
}
