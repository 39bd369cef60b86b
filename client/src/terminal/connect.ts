import type { User } from '@parley/protocol';
import {
  createAccountKeys,
  createChatClient,
  createSessionClient,
  type ChatClient,
  type HttpTransport,
  type SealingLoader,
  type SessionClient,
} from '../index.ts';
import { openFileKeys, openFileStorage } from '../files.ts';
import { createNodeHttpTransport, DirectEpochCrypto, createSocketIoTransport, directKdf } from '../node.ts';
import { createSealing } from '../sealing.ts';
import { createWriting } from '../writing.ts';
import { DataFolder } from './data-folder.ts';
import type { Options } from './options.ts';
import { socketUrlOf } from './socket-url-of.ts';

export interface Connected {
  /** Whether what is said is sealed, where it can be. */
  readonly seals: boolean;
  readonly session: SessionClient;
  readonly client: ChatClient;
  /** Logs out and stops; the local copy and this device's keys stay. */
  disconnect(): Promise<void>;
}

/**
 * Logs in and starts the SDK.
 * @throws CodedError, NoAnswerError, Error with a sentence for the user, such as where another terminal of the same user uses the folder
 */
export async function connect(options: Options, password: string): Promise<Connected> {
  const folder = new DataFolder(options.data, options.url);
  const release = await folder.lock(options.user);
  try {
    const connected = await start(await logIn(options, password, folder), options, folder);
    const disconnect = () => connected.disconnect().finally(release);
    return { ...connected, disconnect };
  } catch (error) {
    release();
    throw error;
  }
}

interface Login {
  readonly me: User;
  readonly session: SessionClient;
  readonly http: HttpTransport;
}

async function logIn({ url, origin, user }: Options, password: string, folder: DataFolder): Promise<Login> {
  const http = createNodeHttpTransport({ baseUrl: url.origin, origin });
  const keeper = await openFileKeys(folder.keys);
  const session = createSessionClient({
    http,
    origin,
    kdf: directKdf,
    device: () => folder.device(),
    keys: async (parts) => createAccountKeys({ ...parts, keeper }),
  });
  const { user: me } = await session.login(user, password);
  return { me, session, http };
}

async function start({ me, session, http }: Login, options: Options, folder: DataFolder): Promise<Connected> {
  const { url, origin, seals } = options;
  // No session is left behind that nobody uses.
  const logOut = () => session.logout('kept').catch(() => undefined);
  try {
    const socketUrl = options.socketUrl ?? (await socketUrlOf(url, http));
    const storage = await openFileStorage(folder.copyOf(me.uid), me.uid);
    const transport = createSocketIoTransport({ url: socketUrl.origin, headers: { origin } });
    const report = (error: unknown) => console.error(error);
    const sealing: SealingLoader = async (link) => {
      const keys = await session.keys();
      if (keys === undefined) throw new Error('this terminal makes no keys');
      return createSealing(link, { keys, storage, crypto: new DirectEpochCrypto(), writing: createWriting });
    };
    const deps = { me, credentials: session, transport, http, storage, report };
    const client = createChatClient({ ...deps, ...(seals && { sealing }) });
    const disconnect = async () => {
      await client.close();
      await logOut();
      await storage.close();
    };
    return { seals, session, client, disconnect };
  } catch (error) {
    await logOut();
    throw error;
  }
}
