import type { PasswordChange, Session, Uuid } from '@parley/protocol';
import { passwordWrap } from '../../crypto/account/store-vault.ts';
import type {
  AccountKeys,
  BegunKeys,
  DerivedPassword,
  MachineKeys,
  MetMachine,
  OwnDevice,
  ProvenPassword,
  UnlockWay,
} from '../../ports/keys/account-keys.ts';
import { revokeDevice } from '../device/add-device.ts';
import { isActive } from '../device/in-key-log.ts';
import type { LoginDevice } from '../device/login-device.ts';
import { newDevice, type DeviceKeys } from '../device/new-device.ts';
import { ownDevices } from '../device/own-devices.ts';
import type { Entrance } from '../entrance.ts';
import type { HeldAccount, Login } from '../held-account.ts';
import { isRefusal } from '../key-parts.ts';
import type { KeySessionDeps } from '../key-session-deps.ts';
import { openOwnAccount } from '../open-own-account.ts';
import { unlockAccount } from '../unlock-account.ts';
import { changeOwnIdentity, resetOwnIdentity } from './change-own-identity.ts';
import { firstKeys, type MadeKeys } from './make-first-keys.ts';
import { meetMachine } from './meet-machine.ts';
import { recoverFormer } from './recover-former.ts';

/** An account that is about to be registered. */
interface Begun {
  readonly device: DeviceKeys;
  readonly made: MadeKeys;
}

/** The parts of a key session that these changes work with. */
export interface SessionParts {
  readonly held: HeldAccount;
  readonly device: LoginDevice;
  readonly entrance: Entrance;
}

type SeldomDone =
  | 'begin'
  | 'abandon'
  | 'registered'
  | 'wrapFor'
  | 'meetMachine'
  | 'revoke'
  | 'devices'
  | 'unlock'
  | 'lostOrStolen'
  | 'resetIdentity'
  | 'recoverFormer';

/** What users seldom do with the keys of their account. */
export class SessionChanges implements Pick<AccountKeys, SeldomDone> {
  readonly #deps: KeySessionDeps;
  readonly #held: HeldAccount;
  readonly #device: LoginDevice;
  readonly #entrance: Entrance;
  #begun: Begun | undefined;

  constructor(deps: KeySessionDeps, { held, device, entrance }: SessionParts) {
    this.#deps = deps;
    this.#held = held;
    this.#device = device;
    this.#entrance = entrance;
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

  meetMachine(uid: Uuid, shown: MachineKeys): Promise<MetMachine> {
    return meetMachine(this.#deps, this.#held, uid, shown);
  }

  async revoke(device: Uuid): Promise<boolean> {
    try {
      return await this.#revokeHeld(device);
    } catch (error) {
      const { login } = this.#held;
      const isNews = isRefusal(error, 'E_KEYLOG_SEQ') && this.#entrance.state.get().kind === 'open';
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

  async unlock(way: UnlockWay, password?: ProvenPassword): Promise<boolean> {
    const { login } = this.#held;
    if (this.#held.account.get() !== undefined) return true;
    if (login === undefined) return false;
    // Before the way, since a code works once.
    if (password !== undefined) await this.#entrance.takePassword(login.uid, password);
    return this.#deps.keeper.alone(login.uid, async () => {
      const opened = await unlockAccount(this.#deps, login.uid, await this.#entrance.seen(login.uid), way);
      if (opened !== undefined) await this.#entrance.take(login, opened);
      return opened?.kind === 'open';
    });
  }

  async lostOrStolen(password: ProvenPassword, keeps: readonly Uuid[]): Promise<void> {
    const own = this.#held.login?.device.device;
    await this.#held.change((account) =>
      changeOwnIdentity(this.#deps, account, own === undefined ? keeps : [...keeps, own], password),
    );
  }

  async resetIdentity({ user: { uid, username } }: Session, password: ProvenPassword): Promise<boolean> {
    return this.#deps.keeper.alone(uid, async () => {
      const ways = await this.#entrance.seen(uid);
      const { account, isReset } = await resetOwnIdentity(this.#deps, uid, ways, password);
      const device = (await this.#deps.keeper.of(uid)) ?? (await newDevice(this.#deps.keeper.keepsBytes));
      await this.#entrance.replaceDevice({ uid, username, device }, account);
      return isReset;
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
