import type { Device, ServerLook, Session, Uuid, WireError } from '@parley/protocol';
import { CodedError, localError, RegistrationMode } from '@parley/protocol';
import { atom } from 'nanostores';
import type { AccountKeys, KeysParts } from '../ports/keys/account-keys.ts';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../platform/system-clock.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import { createHttpApi } from '../http/http-api.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { HttpTransport } from '../ports/http-transport.ts';
import type { Random } from '../ports/random.ts';
import { lateCode } from '../platform/late-code.ts';
import { systemRandom } from '../platform/system-random.ts';
import { endsSession } from '../ports/credentials.ts';
import { endSession } from './end-session.ts';
import type { PasswordProver } from './password-prover.ts';
import type { NewAccount, SessionClient, SessionState } from './session-client.ts';
import { LoadedKeys } from './loaded-keys.ts';
import type { SessionParts } from './session-parts.ts';
import { TokenRenewal } from './token-renewal.ts';

/** What a session client needs from outside. */
export interface SessionDeps {
  readonly http: HttpTransport;
  /** The origin that users open, such as `https://chat.example.org`. A login signs it. */
  readonly origin: string;
  readonly kdf: PasswordKdf;
  /** This browser or terminal; its id is kept with its data. */
  readonly device: () => Promise<Device>;
  /**
   * Loads the account's keys, at the first login or behind the first page. Without it, accounts get no keys here, and those that have
   * them keep them.
   */
  readonly keys?: (parts: KeysParts) => Promise<AccountKeys>;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Reports that the keys could not be loaded. */
  readonly report?: (error: unknown) => void;
}

/** Login, session and account over HTTP. */
export function createSessionClient(deps: SessionDeps): SessionClient {
  return new HttpSessionClient(deps);
}

class HttpSessionClient implements SessionClient {
  readonly state = atom<SessionState>({ kind: 'unknown' });
  readonly isOutdated = atom(false);
  readonly server = atom<ServerLook>({});
  readonly #deps: SessionDeps;
  readonly #clock: Clock;
  readonly #api: HttpApi;
  readonly #renewal: TokenRenewal;
  readonly #listeners = new Set<() => void>();
  readonly #keys: LoadedKeys;
  readonly #parts: SessionParts;
  readonly #passwords = lateCode(() => import('./passwords.ts'));
  #token: string | undefined;
  /** A log-out ends the session itself: that needs no reason on the screen. */
  #isLeaving = false;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#clock = deps.clock ?? systemClock;
    this.#renewal = new TokenRenewal(this.#clock, () => this.renew());
    this.#api = createHttpApi(deps.http, {
      token: (token) => (this.#token = token),
      refused: (error, name) => {
        if (error.code === 'E_CLIENT_OUTDATED') this.outdated();
        if (name !== 'session' && endsSession(error.code)) this.ended(error.toWire());
      },
    });
    this.#keys = new LoadedKeys({
      load: async () => deps.keys?.({ api: this.#api, kdf: deps.kdf }),
      clock: this.#clock,
      report: (error) => deps.report?.(error),
    });
    const { origin, kdf, device, random = systemRandom } = deps;
    this.#parts = { api: this.#api, origin, kdf, device, random, keys: this.#keys };
  }

  token() {
    return this.#token;
  }

  async registration() {
    const { mode } = await this.#api.call('registration');
    // A mode of a later version: this one doesn't know what it asks for.
    return RegistrationMode.safeParse(mode).data ?? 'closed';
  }

  keys = () => this.#keys.load();

  async login(name: string, password: string) {
    const username = name.trim();
    const keys = this.#keys.loadOrReport();
    const prover = await this.#prover(username, password);
    for (;;) {
      const session = await prover.prove(async (proof) => {
        const device = await this.#deviceFor(await keys, username);
        return this.#api.call('login', { body: { username, proof, device } });
      });
      const opened = await this.#keys.inTime((await keys)?.loggedIn(session, prover));
      if (opened !== 'again') return this.#enter(session);
      // Its device was logged out before, or another tab was faster: this browser is another device.
      await this.#api.call('logout');
    }
  }

  async register(account: NewAccount) {
    const { register } = await this.#passwords();
    return this.#enter(await register(this.#parts, account));
  }

  async restore() {
    try {
      const answer = await this.#api.call('session');
      this.server.set(answer.server ?? {});
      if (answer.user === null) this.#leave({ kind: 'none' });
      else this.#restored(answer);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (endsSession(error.code)) this.#leave({ kind: 'none' });
      // Another try would be refused, too.
      else if (error.code !== 'E_CLIENT_OUTDATED') throw error;
    }
    return this.state.get();
  }

  async renew() {
    this.#enter(await this.#api.call('renew'));
    for (const listener of this.#listeners) listener();
  }

  onRenewed(listener: () => void) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async logout(device: 'revoked' | 'kept' = 'revoked') {
    await this.#leaveAfter(() => (device === 'kept' ? endSession(this.#api) : this.#logOutForGood()));
  }

  async sessions() {
    return (await this.#api.call('sessions')).sessions;
  }

  async revoke(sid: string) {
    const device = (await this.sessions()).find((session) => session.sid === sid)?.device.id;
    const isOut = device !== undefined && (await this.#keys.inTime(this.#keys.now?.revoke(device)));
    if (isOut !== true) await this.#api.call('revokeSession', { params: { sid } });
  }

  async changePassword(from: string, to: string) {
    const session = this.#active();
    const { changePassword } = await this.#passwords();
    await changePassword(this.#parts, session, { from, to });
  }

  async prove(password: string) {
    const prover = await this.#prover(this.#active().user.username, password);
    // Derives it; what needs the proof fetches a fresh one.
    await prover.prove(() => Promise.resolve());
    return prover;
  }

  async resetIdentity(password: string) {
    const session = this.#active();
    const keys = await this.#keys.load();
    await keys?.resetIdentity(session, await this.prove(password));
    await this.logout('kept');
  }

  readonly keyLogGrown = (uid: Uuid, seq: number) => this.#keys.now?.grown(uid, seq);
  readonly vaultChanged = (version: number) => this.#keys.now?.vaultChanged(version);

  async resetPassword(username: string, secret: string, newPassword: string) {
    const { checkedPassword } = await this.#passwords();
    const { credential } = await checkedPassword(this.#parts, newPassword, username);
    await this.#api.call('resetPassword', { body: { username, secret, credential } });
  }

  async checkReset(username: string, secret: string) {
    await this.#api.call('checkReset', { body: { username, secret } });
  }

  async checkInvitation(invitation: string) {
    await this.#api.call('checkInvitation', { body: { invitation } });
  }

  async invitations() {
    return this.#api.call('invitations');
  }

  async invite(label = '') {
    const body = label.trim() === '' ? {} : { label: label.trim() };
    const { invitation, secret } = await this.#api.call('invite', { body });
    return { link: `${this.#deps.origin}/register#invitation=${encodeURIComponent(secret)}`, invitation };
  }

  async revokeInvitation(id: string) {
    await this.#api.call('revokeInvitation', { params: { id } });
  }

  async removeAccount(password: string) {
    const { user } = this.#active();
    const { removeAccount } = await this.#passwords();
    await this.#leaveAfter(() => removeAccount(this.#parts, user, password));
  }

  async serverSettings() {
    return (await import('./server-settings-commands.ts')).createServerSettingsCommands(this.#api);
  }

  async accounts() {
    const { createAccountCommands } = await import('./account-commands.ts');
    return createAccountCommands(this.#api, this.#deps.origin);
  }

  ended(reason: WireError) {
    if (this.state.get().kind === 'active' && !this.#isLeaving) this.#leave({ kind: 'ended', reason });
  }

  outdated() {
    this.#renewal.stop();
    this.isOutdated.set(true);
  }

  #enter(session: Session): Session {
    this.state.set({ kind: 'active', session });
    this.#renewal.schedule(session);
    return session;
  }

  /** What ends the session is not told as its end by somebody else. */
  async #leaveAfter(end: () => Promise<void>): Promise<void> {
    this.#isLeaving = true;
    try {
      await end();
      this.#leave({ kind: 'none' });
    } finally {
      this.#isLeaving = false;
    }
  }

  #leave(state: SessionState): void {
    this.#renewal.stop();
    this.#token = undefined;
    this.#keys.now?.close();
    this.state.set(state);
  }

  #restored(session: Session): void {
    this.#enter(session);
    this.#keys
      .load()
      .then((keys) => keys?.restored(session))
      .catch(this.#keys.report);
  }

  /** The keys that this browser has of a user belong to a device of its own. */
  async #deviceFor(keys: AccountKeys | undefined, username: string): Promise<Device> {
    const device = await this.#deps.device();
    // A database that another tab blocks does not open for as long as that one likes.
    return { ...device, id: (await this.#keys.inTime(keys?.deviceFor(username))) ?? device.id };
  }

  /**
   * Revokes this device, which ends its sessions, and deletes its keys, if they are not the only copy. A device that is in no key log
   * has a session only. Nothing that a server has against a change of keys, nor its silence, keeps anybody from logging out.
   */
  async #logOutForGood(): Promise<void> {
    const { user, device } = this.#active();
    const keys = await this.#keys.loadOrReport();
    if ((await this.#keys.inTime(keys?.revoke(device.id))) !== true) await endSession(this.#api);
    await this.#keys.inTime(keys?.forget(user.uid));
  }

  #active(): Session {
    const state = this.state.get();
    if (state.kind !== 'active') throw localError('E_UNAUTHENTICATED');
    return state.session;
  }

  async #prover(username: string, password: string): Promise<PasswordProver> {
    const { PasswordProver } = await this.#passwords();
    return new PasswordProver(this.#parts, username, password);
  }
}
