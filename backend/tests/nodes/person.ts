import { createChatClient, createSocketIoTransport, type ChatClient } from '@parley/client';
import { DirectEpochCrypto, MemoryStorage } from '@parley/client/node';
import { createSealing } from '@parley/client/sealing';
import { createWriting } from '@parley/client/writing';
import { SEALING, type Uuid } from '@parley/protocol';
import { ORIGIN } from '../../testing/start-test-backend.ts';
import { Browser } from '../keys/browser.ts';
import { Cable } from './cable.ts';
import { Watcher } from './watcher.ts';

/** Somebody with keys and the real SDK, connected to one of the servers. */
export class Person {
  readonly name: string;
  readonly chat: ChatClient;
  readonly cable: Cable;

  private constructor(name: string, chat: ChatClient, cable: Cable) {
    this.name = name;
    this.chat = chat;
    this.cable = cable;
  }

  /** Registers at a server and connects to it. @param name by which a test knows them */
  static async at(server: URL, name: string): Promise<Person> {
    const cable = await Cable.to(server);
    const url = `http://127.0.0.1:${cable.port}`;
    const browser = new Browser(url);
    const { uid } = await browser.register();
    const state = browser.session.state.get();
    if (state.kind !== 'active') throw new Error(`not logged in: ${state.kind}`);
    const storage = new MemoryStorage(uid);
    const chat = createChatClient({
      me: state.session.user,
      credentials: browser.session,
      transport: createSocketIoTransport({ url, headers: { origin: ORIGIN } }),
      http: browser.http,
      storage,
      ...(SEALING && {
        sealing: async (link) =>
          createSealing(link, {
            keys: await browser.keys(),
            storage,
            crypto: new DirectEpochCrypto(),
            writing: createWriting,
          }),
      }),
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
