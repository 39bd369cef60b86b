import { createChatClient, type ChatClient, type DeliveryStatus } from '@parley/client';
import { createNodeHttpTransport, createSocketIoTransport, MemoryStorage } from '@parley/client/node';
import type { Uuid } from '@parley/protocol';
import { onTestFinished } from 'vitest';
import { registerWithKeys } from '../../testing/register-with-keys.ts';

/** Somebody with a client as a browser has it. */
export interface Person {
  readonly uid: Uuid;
  readonly chat: ChatClient;
  /** What they see of a conversation: each text with what became of it, other people's as `theirs`. */
  sees(conversation: Uuid): readonly (readonly [text: string, status: DeliveryStatus | 'theirs'])[];
  /** Puts what the server lost into the outbox again. */
  sendAgain(conversation: Uuid): Promise<void>;
}

/**
 * Registers somebody at a server that takes everyone, and connects their client.
 * @param way where sockets go, if not to the server itself
 */
export async function person(url: string, way = url): Promise<Person> {
  const { uid, username, token } = await registerWithKeys(url);
  const chat = createChatClient({
    me: { uid, username, displayName: username, about: '', admin: false, removed: false },
    // The token outlives the test.
    credentials: {
      token: () => token,
      renew: () => Promise.resolve(),
      onRenewed: () => () => undefined,
      ended: ({ code }) => {
        throw new Error(`The session ended: ${code}`);
      },
      outdated: () => {
        throw new Error('The server takes this client for outdated');
      },
    },
    transport: createSocketIoTransport({ url: way, headers: { origin: url } }),
    http: createNodeHttpTransport({ baseUrl: url, origin: url }),
    storage: new MemoryStorage(uid),
  });
  onTestFinished(() => chat.close());
  const opened = new Map<Uuid, ReturnType<ChatClient['open']>>();
  const messages = (conversation: Uuid) => {
    const view = opened.get(conversation) ?? chat.open(conversation);
    opened.set(conversation, view);
    return view.items.get().flatMap((item) => (item.kind === 'message' ? [item] : []));
  };
  return {
    uid,
    chat,
    sees: (conversation) =>
      messages(conversation).map(({ own, content, status }) => [
        content?.text ?? '',
        own ? status : 'theirs',
      ]),
    sendAgain: async (conversation) => {
      for (const { id, status } of messages(conversation))
        if (status === 'lost') await chat.retry(conversation, id);
    },
  };
}
