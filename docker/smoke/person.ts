import { randomUUID } from 'node:crypto';
import {
  type ChatClient,
  createAccountKeys,
  createChatClient,
  createSessionClient,
  type SessionClient,
} from '@parley/client';
import {
  createNodeHttpTransport,
  createSocketIoTransport,
  DirectEpochCrypto,
  directKdf,
  MemoryKeys,
  MemoryStorage,
} from '@parley/client/node';
import { createSealing } from '@parley/client/sealing';
import { createWriting } from '@parley/client/writing';
import type { Session } from '@parley/protocol';

/** A user in a browser, as far as the front proxy can tell, whose messages are sealed. */
export type Person = { readonly session: SessionClient; readonly chat: ChatClient };

/** @param enter logs in or registers */
export async function person(
  origin: string,
  enter: (session: SessionClient) => Promise<Session>,
): Promise<Person> {
  const http = createNodeHttpTransport({ baseUrl: origin });
  const device = { id: randomUUID(), name: 'smoke test' };
  const keeper = new MemoryKeys();
  const session = createSessionClient({
    http,
    origin,
    kdf: directKdf,
    device: async () => device,
    keys: async (parts) => createAccountKeys({ ...parts, keeper }),
  });
  // Like a browser when the page loads: the answer is a refusal, but sets the XSRF cookie.
  await session.restore();
  const { user } = await enter(session);
  const storage = new MemoryStorage(user.uid);
  const chat = createChatClient({
    me: user,
    credentials: session,
    transport: createSocketIoTransport({ url: origin, headers: { Origin: origin } }),
    http,
    storage,
    sealing: async (link) => {
      const keys = await session.keys();
      if (keys === undefined) throw new Error('a person has keys');
      return createSealing(link, { keys, storage, crypto: new DirectEpochCrypto(), writing: createWriting });
    },
  });
  return { session, chat };
}
