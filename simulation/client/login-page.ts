import { endsSession } from '@parley/client/testing';
import { CodedError, type User, type Uuid } from '@parley/protocol';
import { simulatedHttp } from '../network/simulated-http.ts';
import { tokenOf } from '../server/uid-tokens.ts';
import { Process } from '../world/process.ts';
import type { DeviceDeps } from './device-deps.ts';
import { noteKeyAlarms } from './note-alarms.ts';
import { keysIn, sessionOf, type KeyedDevice, type Keys } from './simulated-keys.ts';
import { passwordOf, proven } from './proven-password.ts';
import type { SimulatedPassword } from './simulated-password.ts';

/** What somebody does whose password does not open their keys, because an administrator has set it. */
export type WhenLocked =
  'remembers the last password' | 'begins anew' | 'begins anew, and finds the last password';

type KeysState = ReturnType<Keys['state']['get']>;

interface LoginPageOf {
  readonly user: User;
  readonly name: string;
  readonly device: KeyedDevice;
  readonly whenLocked: WhenLocked;
}

/** The page at which a browser is logged in: its user's keys are opened by the password, and it becomes a device of theirs. */
export class LoginPage {
  readonly process: Process;
  readonly #deps: DeviceDeps;
  readonly #of: LoginPageOf;
  readonly #keys: Keys;
  #id: Uuid | undefined;

  constructor(deps: DeviceDeps, of: LoginPageOf) {
    this.#deps = deps;
    this.#of = of;
    this.process = new Process(deps.clock);
    const http = simulatedHttp(deps.network, this.process, () => tokenOf(of.user.uid, this.#id));
    this.#keys = keysIn(deps, { ...of, http, process: this.process });
    noteKeyAlarms(deps.history, of.name, this.#keys);
  }

  /** Resolves once the browser is logged in. */
  async logIn(): Promise<void> {
    for (;;) {
      const state = await this.#enter();
      if (state.kind === 'locked') await this.#unlock();
      // What an alarm says is noted. The page is shown in either case.
      if (this.#keys.state.get().kind !== 'revoked') break;
    }
    this.#of.device.id = this.#id;
    this.#keys.close();
  }

  /** Logs in, under the name of the device that the keys choose. */
  async #enter(): Promise<KeysState> {
    const { user } = this.#of;
    this.#id = await this.#keys.deviceFor(user.username);
    if (this.#id === undefined) throw new Error('keys are supported');
    await this.#deps.cluster.logIn(user.uid, this.#id);
    this.#deps.history.note(this.#of.name, 'logs in');
    await this.#keys.loggedIn(this.#session(), proven(this.#deps, user, this.#password()));
    return this.#settled();
  }

  /** An attempt without an answer is repeated, as long as it takes. @throws CodedError once the session is over */
  #settled(): Promise<KeysState> {
    return new Promise((resolve, reject) => {
      const stop = this.#keys.state.subscribe((state) => {
        const isOver = state.kind === 'failed' && endsSession(state.error.code);
        if (state.kind === 'opening' || (state.kind === 'failed' && !isOver)) return;
        this.process.setTimeout(() => stop(), 0);
        if (isOver) reject(CodedError.fromWire(state.error));
        else resolve(state);
      });
    });
  }

  async #unlock(): Promise<void> {
    const { user, account, whenLocked, name } = { ...this.#of, account: this.#of.device.account };
    const last = this.#password() === account.password ? account.otherPassword : account.password;
    const way = { kind: 'lastPassword', password: last.text } as const;
    this.#deps.history.note(name, whenLocked);
    if (whenLocked === 'remembers the last password') {
      await this.#again(() => this.#keys.unlock(way));
      return;
    }
    const password = proven(this.#deps, user, this.#password());
    const isReset = await this.#again(() => this.#keys.resetIdentity(this.#session(), password));
    if (!isReset || whenLocked === 'begins anew') return;
    await this.#enter();
    await this.#again(async () => {
      // Another browser of theirs may have opened the vault meanwhile, and put it under the password of now.
      const now = { kind: 'lastPassword', password: this.#password().text } as const;
      const isFound = (await this.#keys.recoverFormer(way)) || (await this.#keys.recoverFormer(now));
      if (!isFound) throw new Error('the last password opens the last vault');
    });
    const seq = this.#keys.account.get()?.followed.identities.at(-1)?.seq;
    this.#deps.foundKeys.add(`${user.uid} ${seq}`);
  }

  /** People try again what got no answer. */
  async #again<T>(task: () => Promise<T>): Promise<T> {
    for (;;)
      try {
        return await task();
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'NoAnswerError') throw error;
      }
  }

  #password(): SimulatedPassword {
    return passwordOf(this.#deps, this.#of.device.account);
  }

  #session() {
    if (this.#id === undefined) throw new Error('somebody has logged in');
    return sessionOf(this.#of.user, this.#id, this.process);
  }
}
