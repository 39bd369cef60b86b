import { CodedError, localError, type Kdf, type Proof } from '@parley/protocol';
import type { ProvenPassword } from '../ports/keys/account-keys.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { PasswordKdf } from '../ports/password-kdf.ts';
import { deriveLogin, proofBy, type DerivedLogin } from './login-proof.ts';

interface ProverDeps {
  readonly api: HttpApi;
  readonly origin: string;
  readonly kdf: PasswordKdf;
}

/** Proves a password to the server. It is derived once and forgotten then; what it was derived to proves it again. */
export class PasswordProver implements ProvenPassword {
  readonly #deps: ProverDeps;
  readonly #username: string;
  #password: string | undefined;
  #derived: DerivedLogin | undefined;

  /** @param password as it was typed, or what it was derived to */
  constructor(deps: ProverDeps, username: string, password: string | DerivedLogin) {
    this.#deps = deps;
    this.#username = username;
    if (typeof password === 'string') this.#password = password;
    else this.#derived = password;
  }

  /** What it was derived to, from the first proof on. */
  get derived(): DerivedLogin {
    if (this.#derived === undefined) throw new Error('the password was not proved yet');
    return this.#derived;
  }

  /** Fetches a challenge and answers it; once more if the answer came too late. */
  async prove<T>(use: (proof: Proof) => Promise<T>): Promise<T> {
    const attempt = async () => use(await this.#proof());
    return attempt().catch((error: unknown) => {
      if (error instanceof CodedError && error.code === 'E_CHALLENGE_EXPIRED') return attempt();
      throw error;
    });
  }

  async #proof(): Promise<Proof> {
    const { api, origin } = this.#deps;
    const username = this.#username;
    const challenge = await api.call('challenge', { body: { username } });
    this.#derived = await this.#deriveBy(challenge.kdf);
    return proofBy(this.#derived, { origin, username, challenge });
  }

  async #deriveBy(kdf: Kdf): Promise<DerivedLogin> {
    if (this.#derived?.kdf.salt === kdf.salt) return this.#derived;
    // The password was changed on another device since.
    if (this.#password === undefined) throw localError('E_LOGIN_FAILED');
    const derived = await deriveLogin(this.#deps.kdf, this.#password, kdf);
    this.#password = undefined;
    return derived;
  }
}
