/** A client for bots and scripts: one call makes an account, one logs in and opens the chat, sealed conversations, too. */
import { randomUUID } from 'node:crypto';
import { localError, type Uuid } from '@parley/protocol';
import { createAccountKeys, createChatClient, createSessionClient, type ChatClient } from './index.ts';
import {
  createNodeHttpTransport,
  createSocketIoTransport,
  DirectEpochCrypto,
  directKdf,
  MemoryKeys,
  MemoryStorage,
} from './node.ts';
import { createSealing } from './sealing.ts';
import { createWriting } from './writing.ts';

export interface BotOptions {
  /** Of the server, such as `https://chat.example.org`. */
  readonly url: string;
  /** Where its sockets are, if not there: in development they have a port of their own. */
  readonly socketUrl?: string;
  readonly username: string;
  readonly password: string;
  /** As the list of the account's devices shows it. */
  readonly device?: string;
  /** Hears of errors that stop nothing. */
  readonly report?: (error: unknown) => void;
}

/** An account for a bot, which everybody sees as that of a machine. */
export interface NewBot extends Pick<BotOptions, 'url' | 'username' | 'password'> {
  /** The username, if missing. */
  readonly displayName?: string;
  /** What it is for, as administrators see it. */
  readonly purpose?: string;
  /** What stands behind `#invitation=` in a link: whoever made it answers for the bot. */
  readonly invitation?: string;
}

export interface Bot {
  readonly uid: Uuid;
  readonly chat: ChatClient;
  /** Sends what waits, logs out, and takes the device out of the account. */
  close(): Promise<void>;
}

const OLD_SERVER = 'This server is of an earlier version: it has made the account of a person.';

/** How long it may take to send what waits, in ms. */
const PATIENCE_MS = 5_000;

/**
 * Makes an account of kind machine that `connectBot` logs in to. It has keys as people have.
 * @throws CodedError such as `E_USERNAME_TAKEN`, `E_INVITATION_INVALID` and `E_REGISTRATION_CLOSED`, NoAnswerError
 */
export async function registerBot(bot: NewBot): Promise<Uuid> {
  const { url, username, password, displayName = username, purpose, invitation } = bot;
  const { session } = sessionOf(url, 'Registration');
  const { user } = await session.register({
    ...{ username, password, displayName, machine: purpose === undefined ? {} : { purpose } },
    ...(invitation !== undefined && { invitation }),
  });
  await session.logout();
  // A server of an earlier version makes a person of it.
  if (user.kind !== 'machine') throw localError('E_BAD_REQUEST', { message: OLD_SERVER });
  return user.uid;
}

/**
 * Logs in, and resolves when the conversations are known. All of it is in memory: each start is a device of its own, which `close` takes
 * away again.
 * @throws CodedError, NoAnswerError
 */
export async function connectBot(options: BotOptions): Promise<Bot> {
  const { url, socketUrl = url, username, password, report = () => undefined } = options;
  const { session, http, origin } = sessionOf(url, options.device ?? 'Bot');
  const { user: me } = await session.login(username, password);
  const storage = new MemoryStorage(me.uid);
  const chat = createChatClient({
    me,
    credentials: session,
    transport: createSocketIoTransport({ url: new URL(socketUrl).origin, headers: { origin } }),
    http,
    storage,
    report,
    sealing: async (link) => {
      const keys = await session.keys();
      if (keys === undefined) throw new Error('a bot that makes no keys seals nothing');
      return createSealing(link, { keys, storage, crypto: new DirectEpochCrypto(), writing: createWriting });
    },
  });
  const close = async () => {
    await chat.settled(PATIENCE_MS);
    await chat.close();
    await session.logout();
  };
  await isTrue(chat.synced);
  return { uid: me.uid, chat, close };
}

/** A session of a device of its own, whose keys are in memory. */
function sessionOf(url: string, name: string) {
  const { origin } = new URL(url);
  const device = { id: randomUUID(), name };
  const http = createNodeHttpTransport({ baseUrl: origin, origin });
  const keeper = new MemoryKeys();
  const session = createSessionClient({
    http,
    origin,
    kdf: directKdf,
    device: async () => device,
    keys: async (parts) => createAccountKeys({ ...parts, keeper }),
  });
  return { session, http, origin };
}

function isTrue(store: ChatClient['synced']): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe((value) => {
      if (!value) return;
      resolve();
      // The first call comes from inside `subscribe`, before it has returned.
      queueMicrotask(() => stop());
    });
  });
}
