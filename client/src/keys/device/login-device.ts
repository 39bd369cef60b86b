import type { Uuid } from '@parley/protocol';
import type { KeptKeys } from '../../model/keys/kept-keys.ts';
import type { KeyKeeper } from '../../ports/keys/key-keeper.ts';
import { newDevice, type DeviceKeys } from './new-device.ts';

/** Which device a login or a registration under way is. Undefined where this browser cannot make or keep keys. */
export class LoginDevice {
  readonly #keeper: KeyKeeper;
  /** The device of the next login, if it is not the one that is kept under the name. */
  #next: DeviceKeys | undefined;

  constructor(keeper: KeyKeeper) {
    this.#keeper = keeper;
  }

  /** The one that has keys of this user here, or a new one. */
  ofUser(username: string): Promise<DeviceKeys | undefined> {
    const next = this.#next;
    this.#next = undefined;
    return ifSupported(
      async () => next ?? (await this.#keeper.byName(username)) ?? newDevice(this.#keeper.keepsBytes),
    );
  }

  /** One for an account that does not exist yet. */
  ofNewAccount(): Promise<DeviceKeys | undefined> {
    return ifSupported(() => newDevice(this.#keeper.keepsBytes));
  }

  /** What this browser keeps of a session's device: nothing of one of an older version, which has no keys. */
  ofSession(uid: Uuid, device: Uuid): Promise<KeptKeys | 'nothing' | undefined> {
    return ifSupported(async () => {
      const kept = await this.#keeper.of(uid);
      return kept?.device === device ? kept : 'nothing';
    });
  }

  /** A new device in the place of one that cannot go on. What that one has kept stays readable. */
  async inPlaceOf({ localKey }: Pick<DeviceKeys, 'localKey'>): Promise<DeviceKeys> {
    const device = { ...(await newDevice(this.#keeper.keepsBytes)), localKey };
    this.useNext(device);
    return device;
  }

  /** The next login is as this device. */
  useNext(device: DeviceKeys): void {
    this.#next = device;
  }
}

/** Each browser has an error of its own to say that it lacks Ed25519, or does not keep keys. */
async function ifSupported<T>(task: () => Promise<T>): Promise<T | undefined> {
  try {
    return await task();
  } catch {
    return undefined;
  }
}
