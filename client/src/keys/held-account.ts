import { type CodedError, keyError, type Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import type { KeptKeys } from '../model/keys/kept-keys.ts';
import type { KeyKeeper } from '../ports/keys/key-keeper.ts';
import type { AccountHolder } from './account-holder.ts';
import { isRefusal, type KeyParts } from './key-parts.ts';
import { keptAccount, openKept } from './kept-account.ts';
import type { DeviceKeys } from './device/new-device.ts';
import { NotKeptError } from './not-kept-error.ts';
import type { OwnAccount } from './own-account.ts';
import { sameBytes } from '../crypto/same-bytes.ts';
import { withNewEntries } from './read-own-key-log.ts';

/** Who is logged in, and as which device. */
export interface Login {
  readonly uid: Uuid;
  readonly username: string;
  readonly device: DeviceKeys;
}

/** The account that is open here: in memory, and as this device keeps it. */
export class HeldAccount implements AccountHolder {
  readonly account = atom<OwnAccount | undefined>(undefined);
  readonly #parts: KeyParts;
  readonly #keeper: KeyKeeper;
  readonly #openAgain: (login: Login) => Promise<void>;
  #login: Login | undefined;

  /** @param openAgain opens the account anew, with what the server has of it by now. It does not reject */
  constructor(parts: KeyParts, keeper: KeyKeeper, openAgain: (login: Login) => Promise<void>) {
    this.#parts = parts;
    this.#keeper = keeper;
    this.#openAgain = openAgain;
  }

  get login(): Login | undefined {
    return this.#login;
  }

  /** From now on it is this user's account; the one before is forgotten. */
  begin(login: Login | undefined): void {
    this.#login = login;
    this.account.set(undefined);
  }

  /**
   * Only while nothing else changes the account.
   * @returns false if somebody else is logged in meanwhile
   * @throws NotKeptError
   */
  async hold(login: Login, account: OwnAccount): Promise<boolean> {
    if (this.#login !== login) return false;
    await this.keep(login, account);
    return this.show(login, account);
  }

  /** Has it in memory, as this device keeps it already. @returns false if somebody else is logged in meanwhile */
  show(login: Login, account: OwnAccount): boolean {
    if (this.#login !== login) return false;
    this.account.set(account);
    return true;
  }

  /** Keeps it on this device. @throws NotKeptError */
  async keep(login: Login, account: OwnAccount): Promise<void> {
    const keys = keysOf(login);
    await this.#keep({ ...keys, account: await keptAccount(keys, account) });
  }

  /** Keeps the keys of a device on which nothing has opened the account yet. @throws NotKeptError */
  keepDevice(login: Login): Promise<void> {
    return this.#keep(keysOf(login));
  }

  /** As this device holds it: another tab may have changed it since. */
  async newest(uid: Uuid): Promise<OwnAccount | undefined> {
    const kept = await this.#keeper.of(uid);
    return (kept && (await openKept(kept))) ?? this.account.get();
  }

  /**
   * Shows the account as this device keeps it by now, where another tab has changed it. Only while nothing else changes it.
   * @returns it
   */
  async showNewest(login: Login): Promise<OwnAccount | undefined> {
    const newest = await this.newest(login.uid);
    const now = this.account.get();
    if (newest !== undefined && now !== undefined && newest !== now && !this.#shows(newest))
      this.show(login, newest);
    return newest;
  }

  async change(task: (account: OwnAccount) => Promise<OwnAccount>): Promise<OwnAccount> {
    const login = this.#login;
    if (login === undefined) throw notOpen();
    try {
      return await this.#changeAlone(login, task);
    } catch (error) {
      if (!isRefusal(error, 'E_VAULT_VERSION')) throw error;
      // Somebody may have spoilt the vault: then the one kept here is put back, as at a start.
      await this.#openAgain(login);
      return this.#changeAlone(login, task);
    }
  }

  #changeAlone(login: Login, task: (account: OwnAccount) => Promise<OwnAccount>): Promise<OwnAccount> {
    return this.#keeper.alone(login.uid, async () => {
      const account = await this.newest(login.uid);
      if (account === undefined) throw notOpen();
      const newest = await withNewEntries(this.#parts, account);
      // Requests belong to whoever is logged in when they are made.
      if (this.#login !== login) throw notOpen();
      const changed = await task(newest);
      // Most often nothing has: then there is nothing to keep, or to believe anew.
      if (changed !== account || !this.#shows(account)) await this.hold(login, changed);
      return changed;
    });
  }

  /** Whether an account is open here as it is kept. What is open and not kept is it itself: the browser may have deleted its copy. */
  #shows(account: OwnAccount): boolean {
    const now = this.account.get();
    if (now === undefined || now === account) return false;
    const isSameLog = sameBytes(now.followed.log.hash, account.followed.log.hash);
    return isSameLog && now.stored.version === account.stored.version;
  }

  async #keep(keys: KeptKeys): Promise<void> {
    try {
      await this.#keeper.keep(keys);
    } catch (cause) {
      throw new NotKeptError({ cause });
    }
  }
}

function keysOf({ uid, username, device }: Login): KeptKeys {
  const { device: id, deviceKey, localKey } = device;
  return { uid, username: username.toLowerCase(), device: id, deviceKey, localKey };
}

function notOpen(): CodedError {
  return keyError('E_NO_KEYS', { message: 'Your keys are not open on this device. Log in again.' });
}
