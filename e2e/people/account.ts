import { generateKeyPairSync, randomBytes, randomUUID, sign, type KeyObject } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import {
  AUTH_TOKEN_HEADER,
  Challenge,
  HTTP_PREFIX,
  loginMessage,
  ROUTES,
  Session,
  type LoginRequest,
  type RegisterRequest,
  type User,
} from '@parley/protocol';

/**
 * A user with an account. Their authentication key is random instead of derived from a password: the server cannot tell
 * the difference, and a test with many users saves a second of Argon2id for each.
 */
export class Account {
  readonly user: User;
  readonly token: string;
  private readonly key: KeyObject;
  private readonly origin: string;

  private constructor(origin: string, user: User, token: string, key: KeyObject) {
    this.origin = origin;
    this.user = user;
    this.token = token;
    this.key = key;
  }

  /** @param request holds the session's cookie, such as that of a browser context */
  static async register(request: APIRequestContext, origin: string, displayName: string): Promise<Account> {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const data = registration(usernameFor(displayName, origin), displayName, publicKey);
    const answer = await request.post(origin + HTTP_PREFIX + ROUTES.register.path, {
      data,
      headers: { origin },
    });
    if (!answer.ok()) throw new Error(`register: ${answer.status()} ${await answer.text()}`);
    const { user } = Session.parse(await answer.json());
    return new Account(origin, user, answer.headers()[AUTH_TOKEN_HEADER] ?? '', privateKey);
  }

  /** A further session, in another browser. */
  async logIn(request: APIRequestContext): Promise<void> {
    const { username } = this.user;
    const { origin } = this;
    const asked = await request.post(origin + HTTP_PREFIX + ROUTES.challenge.path, {
      data: { username },
      headers: { origin },
    });
    const { challenge, expiresAt } = Challenge.parse(await asked.json());
    const message = loginMessage({
      origin,
      username,
      challenge: Buffer.from(challenge, 'base64'),
      expiresAt,
    });
    const data: LoginRequest = {
      username,
      proof: {
        challenge,
        origin,
        key: { kind: 'password' },
        signature: sign(null, message, this.key).toString('base64'),
      },
      device: { id: randomUUID(), name: 'Another browser' },
    };
    const answer = await request.post(origin + HTTP_PREFIX + ROUTES.login.path, {
      data,
      headers: { origin },
    });
    if (!answer.ok()) throw new Error(`login: ${answer.status()} ${await answer.text()}`);
  }
}

function registration(username: string, displayName: string, publicKey: KeyObject): RegisterRequest {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const salt = randomBytes(16).toString('base64');
  return {
    username,
    displayName,
    credential: {
      kdf: { name: 'argon2id', salt, memoryKiB: 65_536, iterations: 3, parallelism: 1 },
      publicKey: Buffer.from(x, 'base64url').toString('base64'),
    },
    device: { id: randomUUID(), name: 'Chromium' },
  };
}

/** The number of names in use, on each server. */
const namesakes = new Map<string, number>();

function usernameFor(displayName: string, origin: string): string {
  const latin = displayName.toLowerCase().replace(/[^a-z]+/g, '');
  const letters = latin === '' ? 'somebody' : latin.slice(0, 20);
  const key = `${origin} ${letters}`;
  const others = namesakes.get(key) ?? 0;
  namesakes.set(key, others + 1);
  return others === 0 ? letters : `${letters}${others + 1}`;
}
