import type { Credential, Device, Proof, Session, WireError } from '@parley/protocol';
import { ParleyError, RegistrationMode } from '@parley/protocol';
import { atom } from 'nanostores';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../platform/system-clock.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import { createHttpApi } from '../http/http-api.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { HttpTransport } from '../ports/http-transport.ts';
import type { Random } from '../ports/random.ts';
import { systemRandom } from '../platform/system-random.ts';
import { endsSession } from '../ports/credentials.ts';
import { credentialOf, proofOf } from './login-proof.ts';
import { passwordProblem, passwordProblemMessage } from './password-rules.ts';
import type { NewAccount, SessionClient, SessionState } from './session-client.ts';
import { TokenRenewal } from './token-renewal.ts';

/** What a session client needs from outside. */
export interface SessionDeps {
  readonly http: HttpTransport;
  /** The origin that users open, such as `https://chat.example.org`. A login signs it. */
  readonly origin: string;
  readonly kdf: PasswordKdf;
  /** This browser or terminal; its id is kept with its data. */
  readonly device: () => Promise<Device>;
  readonly clock?: Clock;
  readonly random?: Random;
}

/** Login, session and account over HTTP. */
export function createSessionClient(deps: SessionDeps): SessionClient {
  return new HttpSessionClient(deps);
}

class HttpSessionClient implements SessionClient {
  readonly state = atom<SessionState>({ kind: 'unknown' });
  readonly isOutdated = atom(false);
  readonly #deps: SessionDeps;
  readonly #random: Random;
  readonly #api: HttpApi;
  readonly #renewal: TokenRenewal;
  readonly #listeners = new Set<() => void>();
  #token: string | undefined;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#random = deps.random ?? systemRandom;
    this.#renewal = new TokenRenewal(deps.clock ?? systemClock, () => this.renew());
    this.#api = createHttpApi(deps.http, {
      token: (token) => (this.#token = token),
      refused: (error, name) => {
        if (error.code === 'E_CLIENT_OUTDATED') this.outdated();
        if (name !== 'session' && endsSession(error.code)) this.ended(error.toWire());
      },
    });
  }

  token() {
    return this.#token;
  }

  async registration() {
    const { mode } = await this.#api.call('registration');
    // A mode of a later version: this one doesn't know what it asks for.
    return RegistrationMode.safeParse(mode).data ?? 'closed';
  }

  async login(name: string, password: string) {
    const username = name.trim();
    const device = await this.#deps.device();
    return this.#enter(
      await this.#withProof(username, password, (proof) =>
        this.#api.call('login', { body: { username, proof, device } }),
      ),
    );
  }

  async register({ displayName, password, invitation, ...account }: NewAccount) {
    const username = account.username.trim();
    const credential = await this.#newCredential(password, username);
    const device = await this.#deps.device();
    const body = {
      username,
      displayName,
      credential,
      device,
      ...(invitation !== undefined && { invitation }),
    };
    return this.#enter(await this.#api.call('register', { body }));
  }

  async restore() {
    try {
      const answer = await this.#api.call('session');
      if (answer.user === null) this.#leave({ kind: 'none' });
      else this.#enter(answer);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
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

  async logout() {
    await this.#api.call('logout');
    this.#leave({ kind: 'none' });
  }

  async sessions() {
    return (await this.#api.call('sessions')).sessions;
  }

  async revoke(sid: string) {
    await this.#api.call('revokeSession', { params: { sid } });
  }

  async changePassword(oldPassword: string, newPassword: string) {
    const { username } = this.#active().user;
    const credential = await this.#newCredential(newPassword, username);
    await this.#withProof(username, oldPassword, (proof) =>
      this.#api.call('changePassword', { body: { proof, credential } }),
    );
  }

  async resetPassword(username: string, secret: string, newPassword: string) {
    const credential = await this.#newCredential(newPassword, username);
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

  ended(reason: WireError) {
    if (this.state.get().kind === 'active') this.#leave({ kind: 'ended', reason });
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

  #leave(state: SessionState): void {
    this.#renewal.stop();
    this.#token = undefined;
    this.state.set(state);
  }

  #active(): Session {
    const state = this.state.get();
    if (state.kind !== 'active') throw new ParleyError('E_UNAUTHENTICATED');
    return state.session;
  }

  /** Fetches a challenge and answers it; once more if the answer came too late. */
  async #withProof<T>(username: string, password: string, use: (proof: Proof) => Promise<T>): Promise<T> {
    const attempt = async () => {
      const challenge = await this.#api.call('challenge', { body: { username } });
      return use(await proofOf(this.#deps.kdf, { origin: this.#deps.origin, username, password, challenge }));
    };
    return attempt().catch((error: unknown) => {
      if (error instanceof ParleyError && error.code === 'E_CHALLENGE_EXPIRED') return attempt();
      throw error;
    });
  }

  async #newCredential(password: string, username: string): Promise<Credential> {
    const problem = passwordProblem(password, username);
    if (problem !== undefined)
      throw new ParleyError('E_BAD_REQUEST', { message: passwordProblemMessage(problem) });
    return credentialOf(this.#deps.kdf, password, this.#random.bytes(16));
  }
}
