import { randomUUID } from 'node:crypto';
import { createChatClient, createSessionClient, type ChatClient } from '@parley/client';
import {
  createNodeHttpTransport,
  createSocketIoTransport,
  directKdf,
  MemoryStorage,
} from '@parley/client/node';
import type { Uuid } from '@parley/protocol';
import { ORIGIN } from '../../testing/start-test-backend.ts';
import { Cable } from './cable.ts';
import { Watcher } from './watcher.ts';

/** Somebody with the real SDK, connected to one of the servers. */
export class Person {
  readonly name: string;
  readonly chat: ChatClient;
  readonly cable: Cable;

  private constructor(name: string, chat: ChatClient, cable: Cable) {
    this.name = name;
    this.chat = chat;
    this.cable = cable;
  }

  /** Registers at a server and connects to it. */
  static async at(server: URL, name: string): Promise<Person> {
    const cable = await Cable.to(server);
    const url = `http://127.0.0.1:${cable.port}`;
    const http = createNodeHttpTransport({ baseUrl: url, origin: ORIGIN });
    const device = { id: randomUUID(), name: 'test' };
    const session = createSessionClient({ http, origin: ORIGIN, kdf: directKdf, device: async () => device });
    const password = `the long password of ${name}`;
    const { user } = await session.register({ username: name, displayName: name, password });
    const chat = createChatClient({
      me: user,
      credentials: session,
      transport: createSocketIoTransport({ url, headers: { origin: ORIGIN } }),
      http,
      storage: new MemoryStorage(user.uid),
    });
    return new Person(name, chat, cable);
  }

  get uid(): Uuid {
    return this.chat.me.get().uid;
  }

  /** Looks at a conversation from now on. */
  watch(conversation: Uuid): Watcher {
    return new Watcher(this.name, this.chat.open(conversation));
  }

  /** As a load balancer does that finds a server dead. */
  moveTo(server: URL): void {
    this.cable.plugInto(server);
    this.cable.cut();
  }

  async close(): Promise<void> {
    await this.chat.close();
    await this.cable.close();
  }
}
