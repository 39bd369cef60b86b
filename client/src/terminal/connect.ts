import {
  createAccountKeys,
  createChatClient,
  createSessionClient,
  type ChatClient,
  type SealingLoader,
  type SessionClient,
} from '../index.ts';
import {
  createNodeHttpTransport,
  DirectEpochCrypto,
  createSocketIoTransport,
  directKdf,
  openFileKeys,
  openFileStorage,
} from '../node.ts';
import { createSealing } from '../sealing.ts';
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

/** Logs in and starts the SDK. @throws CodedError, NoAnswerError, Error where another terminal uses the copy */
export async function connect(options: Options, password: string): Promise<Connected> {
  const { url, origin, user } = options;
  const folder = new DataFolder(options.data, url);
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
  const socketUrl = options.socketUrl ?? (await socketUrlOf(url, http));
  const storage = await openFileStorage(folder.copyOf(me.uid), me.uid);
  const transport = createSocketIoTransport({ url: socketUrl.origin, headers: { origin } });
  const report = (error: unknown) => console.error(error);
  const sealing: SealingLoader = async (link) => {
    const keys = await session.keys();
    if (keys === undefined) throw new Error('this terminal makes no keys');
    return createSealing(link, { keys, storage, crypto: new DirectEpochCrypto() });
  };
  const deps = { me, credentials: session, transport, http, storage, report };
  const client = createChatClient({ ...deps, ...(options.seals && { sealing }) });
  return {
    seals: options.seals,
    session,
    client,
    disconnect: async () => {
      await client.close();
      await session.logout('kept').catch(() => undefined);
      await storage.close();
    },
  };
}
