import type { User, Uuid } from '@parley/protocol';
import type { ChatClient } from '../src/ports/chat-client.ts';
import { FakeClock } from '../src/platform/fake-clock.ts';
import type { TimelineItem } from '../src/model/timeline.ts';
import { createChatClient, type ChatDeps } from '../src/index.ts';
import type { Random } from '../src/ports/random.ts';
import type { Credentials } from '../src/ports/credentials.ts';
import { MemoryStorage } from '../src/storage/memory/memory-storage.ts';
import { FakeNetwork } from './fake-network.ts';
import { FakeServer, user } from './fake-server.ts';
// Loaded when it is needed first, which takes time that no fake clock counts.
import '../src/link/sync/seldom-read.ts';

/** Random numbers that are always in the middle, and ids that count. */
export function fakeRandom(): Random {
  let ids = 0;
  return {
    uuid: () => `10000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    number: () => 0.5,
    bytes: (length) => new Uint8Array(length).fill(7),
  };
}

/** One client, its storage and its network, on a server that a test moves by hand. */
export class FakeWorld {
  readonly clock = new FakeClock();
  readonly server = new FakeServer();
  readonly me: User = user(1);
  readonly alice: User = user(2);
  readonly bob: User = user(3);
  readonly storage = new MemoryStorage(this.me.uid);
  readonly network = new FakeNetwork(this.server, this.me.uid);
  readonly ends: string[] = [];
  readonly errors: unknown[] = [];
  readonly #random = fakeRandom();

  /** A client that has connected and compared its heads, if the network is up. */
  async start(changes: Partial<ChatDeps> = {}): Promise<ChatClient> {
    const client = createChatClient({
      me: this.me,
      credentials: this.credentials,
      transport: this.network.transport,
      http: this.network.http,
      storage: this.storage,
      clock: this.clock,
      random: this.#random,
      report: (error) => this.errors.push(error),
      ...changes,
    });
    await this.clock.advance(1);
    return client;
  }

  readonly credentials: Credentials = {
    token: () => 'token',
    renew: async () => undefined,
    onRenewed: () => () => undefined,
    ended: ({ code }) => this.ends.push(code),
    outdated: () => this.ends.push('outdated'),
  };
}

/** The texts of a timeline, `~` in front of what is not on the server. */
export function texts(items: readonly TimelineItem[]): string[] {
  return items.flatMap((item) =>
    item.kind === 'message' ? [(item.seq === undefined ? '~' : '') + (item.content?.text ?? '-')] : [],
  );
}

/** The window that a storage holds of a conversation. */
export async function windowOf(storage: MemoryStorage, conversation: Uuid) {
  return (await storage.load()).conversations.find(({ id }) => id === conversation)?.window;
}
