import { test as base, expect, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { watchCrypto } from '../tools/blind/watch-crypto.ts';
import { told } from './blind/told.ts';
import { leave, watchContext } from './blind/watch-context.ts';
import { Account } from './people/account.ts';
import { Complaints } from './people/complaints.ts';
import { Messenger } from './people/messenger.ts';
import { Person } from './people/person.ts';
import { Cluster } from './stack/cluster.ts';
import { MongoDb } from './stack/mongodb.ts';
import { Server } from './stack/server.ts';
import type { Stack } from './stack/stack.ts';

interface Fixtures {
  /** Paths that the server does not have yet, where it is of an earlier version than the page. */
  readonly unknownPath: RegExp | undefined;
  /** A Parley for this test only, with an empty database. */
  readonly server: Stack;
  /** A browser for a user who is not logged in, to whose complaints nobody listens. */
  readonly newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A browser for a user who is not logged in. Any complaint of the browser fails the test. */
  readonly newBrowser: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A user with a fresh account, logged in, at their list of conversations. */
  readonly newPerson: (displayName: string, options?: BrowserContextOptions) => Promise<Person>;
  /** The same user, logged in in another browser, too. */
  readonly inAnotherBrowser: (person: Person, options?: BrowserContextOptions) => Promise<Person>;
  /** A user with a fresh account and no browser. */
  readonly newMessenger: (displayName: string) => Promise<Messenger>;
}

export interface WorkerFixtures {
  /** Whether it is looked for what servers must not learn: not where speed is measured. */
  readonly isWatched: boolean;
  /** Hears what the people without a browser keep secret. */
  readonly hearing: undefined;
  /** Starts a Parley with an empty database: one server, or with `STACK=cluster` three. */
  readonly newStack: () => Promise<Stack>;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  isWatched: [true, { scope: 'worker', option: true }],

  hearing: [
    async ({ isWatched }, use) => {
      told.isMarking = isWatched;
      const stop = isWatched ? watchCrypto((secret) => told.hear(secret)) : () => undefined;
      await use(undefined);
      stop();
    },
    { scope: 'worker', auto: true },
  ],

  newStack: [
    async ({ isWatched }, use, { parallelIndex }) => {
      if (process.env.STACK !== 'cluster') return use(() => Server.start({ isWatched }));
      const mongodb = await MongoDb.start();
      await use(() => Cluster.start(parallelIndex, mongodb.newDatabase()));
      await mongodb.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  server: [
    async ({ newStack }, use) => {
      const server = await newStack();
      await use(server);
      await server.stop();
    },
    { timeout: 120_000 },
  ],

  baseURL: async ({ server }, use) => use(server.origin),

  newContext: async ({ browser, server, isWatched }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL: server.origin, ...options });
      contexts.push(context);
      if (isWatched) await watchContext(context);
      return context;
    });
    await Promise.all(contexts.map(leave));
  },

  unknownPath: [undefined, { option: true }],

  newBrowser: async ({ newContext, unknownPath }, use) => {
    const complaints = new Complaints(unknownPath);
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await newContext(options);
      contexts.push(context);
      await complaints.listenTo(context);
      return context;
    });
    await Promise.all(contexts.map(leave));
    expect(complaints.heard).toEqual([]);
  },

  newPerson: async ({ newBrowser, server }, use) => {
    await use(async (displayName, options) => {
      const context = await newBrowser(options);
      const account = await Account.registerIn(context, server.origin, displayName);
      return arrive(account, context);
    });
  },

  inAnotherBrowser: async ({ newBrowser }, use) => {
    await use(async ({ account }, options) => {
      const context = await newBrowser(options);
      await account.logInTo(context);
      return arrive(account, context);
    });
  },

  newMessenger: async ({ server }, use) => {
    const messengers: Messenger[] = [];
    await use(async (displayName) => {
      const messenger = await Messenger.register(server.origin, displayName);
      messengers.push(messenger);
      return messenger;
    });
    await Promise.all(messengers.map((messenger) => messenger.close()));
    expect(messengers.flatMap(({ complaints }) => complaints)).toEqual([]);
  },
});

/** For `test.use` or a user's browser, where the page's service worker matters; other tests run without one. */
export const withServiceWorker = { serviceWorkers: 'allow' } as const;

async function arrive(account: Account, context: BrowserContext): Promise<Person> {
  const page = await context.newPage();
  await page.goto('/');
  const person = new Person(account, context, page);
  await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible();
  return person;
}

export { expect } from '@playwright/test';
