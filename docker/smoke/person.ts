import { randomUUID } from 'node:crypto';
import { type ChatClient, createChatClient, createSessionClient, type SessionClient } from '@parley/client';
import {
  createNodeHttpTransport,
  createSocketIoTransport,
  directKdf,
  MemoryStorage,
} from '@parley/client/node';
import type { Session } from '@parley/protocol';

/** A user in a browser, as far as the front proxy can tell. */
export type Person = { readonly session: SessionClient; readonly chat: ChatClient };

/** @param enter logs in or registers */
export async function person(
  origin: string,
  enter: (session: SessionClient) => Promise<Session>,
): Promise<Person> {
  const http = createNodeHttpTransport({ baseUrl: origin });
  const device = { id: randomUUID(), name: 'smoke test' };
  const session = createSessionClient({ http, origin, kdf: directKdf, device: async () => device });
  // Like a browser when the page loads: the answer is a refusal, but sets the XSRF cookie.
  await session.restore();
  const { user } = await enter(session);
  const chat = createChatClient({
    me: user,
    credentials: session,
    transport: createSocketIoTransport({ url: origin, headers: { Origin: origin } }),
    http,
    storage: new MemoryStorage(user.uid),
  });
  return { session, chat };
}
