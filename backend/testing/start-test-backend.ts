import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished } from 'vitest';
import type { AppParts } from '../src/start/app-parts.ts';
import { createApp } from '../src/app.ts';
import type { Config } from '../src/config/config.ts';
import { readConfig } from '../src/config/env.ts';
import type { Context } from '../src/domain/context.ts';
import { createAdminInvitation } from '../src/domain/invitations/create-invitation.ts';
import { createReset } from '../src/domain/passwords/create-reset.ts';
import type { Stores } from '../src/domain/stores.ts';
import { createLogger } from '../src/logging/logger.ts';
import { createMemoryStores } from '../src/store/memory/index.ts';
import { openMongoStores } from '../src/store/mongo/index.ts';
import { openSqliteStores } from '../src/store/sqlite/index.ts';
import { connectedBus } from './connected-bus.ts';
import { connectClient, type ConnectOptions, type TestClient } from './connect-client.ts';
import { newMongoDatabase } from './new-mongo-database.ts';
import { registerUser, type TestUser } from './register-user.ts';
import { TestClock } from './test-clock.ts';

/** Where the people of the tests come from. */
export const ORIGIN = 'http://chat.test';

const ENVIRONMENT = {
  NODE_ENV: 'test',
  HTTP_PORT: '0',
  WS_PORT: '0',
  ALLOWED_ORIGINS: ORIGIN,
  JWT_SECRET: 'a secret of the tests, and long enough',
  AUDIT_KEY: 'a key of the tests that is long enough',
  LOG_LEVEL: 'silent',
  MESSAGE_RATE_LIMIT: '0',
  HTTP_RATE_LIMIT: '0',
  REGISTRATION_RATE_LIMIT: '0',
  GROUP_RATE_LIMIT: '0',
  ADDITION_RATE_LIMIT: '0',
  CONNECTION_RATE_LIMIT: '0',
};

/** Conversations may be sealed. Clients that tests make by hand need no keys, as accounts of earlier versions have none. */
const USUAL_PARTS = { sealing: true, keysRequired: false };

type StoreKind = 'memory' | 'sqlite' | 'mongodb';

export interface TestBackendOptions {
  /** Variables of the environment, beside those that tests need. */
  readonly env?: Readonly<Record<string, string>>;
  readonly config?: Partial<Config>;
  /** Without it MongoDB in the project `mongodb`, memory in others. */
  readonly store?: StoreKind;
  readonly parts?: Partial<AppParts>;
}

/** A server with real listeners, and what a test does with it. */
export interface TestBackend {
  /** Such as `http://127.0.0.1:40123`. */
  readonly httpUrl: string;
  readonly wsUrl: string;
  readonly clock: TestClock;
  readonly stores: Stores;
  /** What its use cases work with. */
  readonly context: Context;
  register(username?: string): Promise<TestUser>;
  /** Somebody with the first invitation of a server, which makes its user the administrator. */
  registerAdmin(): Promise<TestUser>;
  registerWith(invitation: string): Promise<TestUser>;
  /** The secret of a link by which a user sets a new password. */
  resetLink(username: string): Promise<string>;
  connect(user: TestUser, options?: ConnectOptions): Promise<TestClient>;
  /** Resolves when the server has noticed that a user has no socket any more. */
  socketsGone(user: TestUser): Promise<void>;
  /** Lets time pass: moves the clock, then does what is done once a second. */
  pass(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server that ends with the test. It is not started where the test can't run: failing is louder than skipping. */
export async function startTestBackend(options: TestBackendOptions = {}): Promise<TestBackend> {
  const clock = new TestClock();
  const config = {
    ...readConfig({ ...ENVIRONMENT, ...options.env }),
    staticDir: undefined,
    ...options.config,
  };
  const logger = createLogger({ level: config.logLevel, pretty: false });
  const start = async (parts: ServerParts) => {
    const app = createApp({ config, logger, clock: clock.read, ...USUAL_PARTS, ...options.parts, ...parts });
    return { app, stores: parts.stores, ...(await app.start()) };
  };
  const [firstParts, ...otherParts] = await partsOf(options);
  const first = await start(firstParts);
  const servers = [first, ...(await Promise.all(otherParts.map(start)))];
  const { app, stores, http, ws } = first;
  let stopped: Promise<unknown> | undefined;
  const stop = async () => {
    await (stopped ??= Promise.all(servers.map((server) => server.app.stop())));
  };
  onTestFinished(stop);
  const httpUrl = `http://127.0.0.1:${http.port}`;
  const wsUrl = `http://127.0.0.1:${ws.port}`;
  let sockets = 0;
  return {
    httpUrl,
    wsUrl,
    clock,
    stores,
    context: app.context,
    register: (username) => registerUser(httpUrl, { username }),
    registerAdmin: async () => {
      const { secret } = await createAdminInvitation(app.context);
      return registerUser(httpUrl, { invitation: secret });
    },
    registerWith: (invitation) => registerUser(httpUrl, { invitation }),
    resetLink: async (username) => (await createReset(app.context, username)).secret,
    // As a proxy does, each to the next server.
    connect: (user, connectOptions) => {
      const { port } = (servers[sockets++ % servers.length] ?? first).ws;
      return connectClient(`http://127.0.0.1:${port}`, user.token, connectOptions);
    },
    socketsGone: ({ uid }) =>
      expect.poll(async () => (await stores.users.lastSeen([uid])).has(uid)).toBe(true),
    pass: async (ms) => {
      clock.advance(ms);
      await Promise.all(servers.map((server) => server.app.tick()));
    },
    stop,
  };
}

type ServerParts = Pick<AppParts, 'stores' | 'bus'>;

/** What belongs to each server: in the project `cluster` there are two, with one database and one Redis. */
async function partsOf({ parts, store }: TestBackendOptions): Promise<[ServerParts, ...ServerParts[]]> {
  if (parts?.stores !== undefined) return [{ stores: parts.stores }];
  const redis = inject('redis');
  if (store !== undefined || redis === undefined) return [{ stores: await storesOf(store ?? usualStore()) }];
  const uri = newMongoDatabase();
  const one = async () => ({ stores: await openMongoStores({ uri }), bus: await connectedBus(redis) });
  return [await one(), await one()];
}

function usualStore(): StoreKind {
  return inject('mongodb') === undefined ? 'memory' : 'mongodb';
}

async function storesOf(kind: StoreKind): Promise<Stores> {
  if (kind === 'mongodb') return openMongoStores({ uri: newMongoDatabase() });
  if (kind === 'memory') return createMemoryStores();
  const folder = await mkdtemp(join(tmpdir(), 'parley-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return openSqliteStores({ file: join(folder, 'parley.db') });
}
