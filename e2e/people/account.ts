import { randomUUID } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import {
  createAccountKeys,
  createSessionClient,
  type HttpTransport,
  type KeyKeeper,
  type SessionClient,
} from '@parley/client';
import { createNodeHttpTransport, MemoryKeys } from '@parley/client/node';
import type { User } from '@parley/protocol';
import { told } from '../blind/told.ts';
import { browserHttp } from './browser-http.ts';
import { giveKeys, PortableKeys } from './browser-keys.ts';
import { quickKdf } from './quick-kdf.ts';

/** Nobody types it: the page could not derive what these accounts make of it. */
const PASSWORD = told.password();

/** A session without a page. */
export interface Login {
  readonly user: User;
  readonly http: HttpTransport;
  readonly session: SessionClient;
}

/** A user with an account and its keys. */
export class Account {
  readonly user: User;
  private readonly origin: string;

  private constructor(origin: string, user: User) {
    this.origin = origin;
    this.user = user;
  }

  /** For somebody without a browser. */
  static async register(origin: string, displayName: string): Promise<{ account: Account; login: Login }> {
    const { http, session } = withoutBrowser(origin);
    const user = await register(session, origin, displayName);
    return { account: new Account(origin, user), login: { user, http, session } };
  }

  /** Leaves the browser logged in. */
  static async registerIn(context: BrowserContext, origin: string, displayName: string): Promise<Account> {
    const keys = new PortableKeys();
    const http = browserHttp(context.request, origin);
    const session = sessionOf(http, origin, { keeper: keys, name: 'Chromium' });
    const user = await register(session, origin, displayName);
    await giveKeys(context, origin, keys);
    return new Account(origin, user);
  }

  /** A further session, without a browser. */
  async logIn(): Promise<Login> {
    const { http, session } = withoutBrowser(this.origin);
    await session.login(this.user.username, PASSWORD);
    return { user: this.user, http, session };
  }

  /** A further session: in another browser, or in one that has lost what it kept. */
  async logInTo(context: BrowserContext): Promise<void> {
    const keys = new PortableKeys();
    const http = browserHttp(context.request, this.origin);
    const session = sessionOf(http, this.origin, { keeper: keys, name: 'Another browser' });
    await session.login(this.user.username, PASSWORD);
    await giveKeys(context, this.origin, keys);
  }
}

interface Device {
  readonly keeper: KeyKeeper;
  readonly name: string;
}

function withoutBrowser(origin: string): Pick<Login, 'http' | 'session'> {
  const http = createNodeHttpTransport({ baseUrl: origin });
  return { http, session: sessionOf(http, origin, { keeper: new MemoryKeys(), name: 'Terminal' }) };
}

function sessionOf(http: HttpTransport, origin: string, { keeper, name }: Device): SessionClient {
  const device = { id: randomUUID(), name };
  return createSessionClient({
    http,
    origin,
    kdf: quickKdf,
    device: async () => device,
    keys: async (parts) => createAccountKeys({ ...parts, keeper }),
    report: (error) => {
      throw error;
    },
  });
}

async function register(session: SessionClient, origin: string, displayName: string): Promise<User> {
  const username = usernameFor(displayName, origin);
  const { user } = await session.register({ username, displayName, password: PASSWORD });
  return user;
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
