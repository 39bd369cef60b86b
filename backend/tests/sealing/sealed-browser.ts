import {
  createChatClient,
  createSocketIoTransport,
  NoAnswerError,
  type ChatClient,
  type ChatStorage,
  type HttpTransport,
  type KeyKeeper,
  type LogStorage,
  type NewAccount,
  type OutboxOwnership,
  type QueueStorage,
  type SealedConversation,
  type SealingStorage,
  type TimelineItem,
} from '@parley/client';
import { DirectEpochCrypto, MemoryStorage } from '@parley/client/node';
import { createSealing } from '@parley/client/sealing';
import { createWriting } from '@parley/client/writing';
import type { ServerEventName, Uuid } from '@parley/protocol';
import { onTestFinished, vi } from 'vitest';
import type { TestBackend } from '../../testing/start-test-backend.ts';
import { ORIGIN } from '../../testing/start-test-backend.ts';
import { Browser, quickKdf, wayTo } from '../keys/browser.ts';
import { LossyTransport, type LieOn } from './lossy-transport.ts';

type Copy = ChatStorage & LogStorage & QueueStorage & SealingStorage;

/** The way to a server: how often each route was asked on it, what happens before, and what it says in place of the truth. */
class WatchedWay implements HttpTransport {
  readonly asked = new Map<string, number>();
  /** A request is lost if it rejects. */
  before: (path: string) => Promise<void> = () => Promise.resolve();
  lie: (path: string, body: unknown) => unknown = (_, body) => body;
  readonly #way: HttpTransport;

  constructor(httpUrl: string) {
    this.#way = wayTo(httpUrl);
  }

  async exchange(request: Parameters<HttpTransport['exchange']>[0]): ReturnType<HttpTransport['exchange']> {
    this.asked.set(request.path, (this.asked.get(request.path) ?? 0) + 1);
    await this.before(request.path);
    const answer = await this.#way.exchange(request);
    return { ...answer, body: this.lie(request.path, answer.body) };
  }
}

/** What a browser has kept: its keys, and its copy of the chat. */
interface Kept {
  readonly keeper: KeyKeeper;
  readonly copy: Copy;
}

interface Options extends Partial<Kept> {
  /** Of a tab that is not the one that sends. */
  readonly ownership?: OutboxOwnership;
  readonly lie?: WatchedWay['lie'];
  /** The same on its socket. */
  readonly lieOnSocket?: LieOn;
  readonly password?: string;
  /** Events that never reach it. */
  readonly lost?: readonly ServerEventName[];
}

/** A browser with a chat that seals. */
export class SealedBrowser {
  readonly uid: Uuid;
  readonly username: string;
  readonly chat: ChatClient;
  readonly kept: Kept;
  readonly browser: Browser;
  readonly #way: WatchedWay;
  readonly #backend: TestBackend;
  readonly #transport: LossyTransport;
  readonly #opened = new Map<Uuid, ReturnType<ChatClient['open']>>();

  private constructor(backend: TestBackend, browser: Browser, way: WatchedWay, options: Options) {
    const state = browser.session.state.get();
    if (state.kind !== 'active') throw new Error(`not logged in: ${state.kind}`);
    const { user } = state.session;
    const { copy = new MemoryStorage(user.uid), ownership, lie, lieOnSocket, lost = [] } = options;
    if (lie !== undefined) way.lie = lie;
    this.#backend = backend;
    this.browser = browser;
    this.#way = way;
    this.uid = user.uid;
    this.username = user.username;
    this.kept = { keeper: browser.keeper, copy };
    const headers = { origin: ORIGIN };
    const transport = createSocketIoTransport({ url: backend.wsUrl, headers });
    this.#transport = new LossyTransport(transport, lost, lieOnSocket);
    this.chat = createChatClient({
      me: user,
      credentials: browser.session,
      transport: this.#transport,
      http: way,
      proving: { kdf: quickKdf, origin: ORIGIN },
      storage: copy,
      ...(ownership && { ownership }),
      report: (error) => {
        throw error;
      },
      sealing: async (link) =>
        createSealing(link, {
          keys: await browser.keys(),
          storage: copy,
          crypto: new DirectEpochCrypto(),
          writing: createWriting,
        }),
    });
    onTestFinished(() => this.chat.close());
  }

  static async register(
    backend: TestBackend,
    password?: string,
    kind?: Pick<NewAccount, 'machine'>,
  ): Promise<SealedBrowser> {
    const way = new WatchedWay(backend.httpUrl);
    const browser = new Browser(backend.httpUrl, { http: way });
    await browser.register(password, kind);
    return new SealedBrowser(backend, browser, way, {});
  }

  /** Somebody with an invitation, such as an administrator's. */
  static async registerWith(backend: TestBackend, invitation: string): Promise<SealedBrowser> {
    const way = new WatchedWay(backend.httpUrl);
    const browser = new Browser(backend.httpUrl, { http: way });
    await browser.register(undefined, { invitation });
    return new SealedBrowser(backend, browser, way, {});
  }

  static registerAll(backend: TestBackend, count: number): Promise<readonly SealedBrowser[]> {
    return Promise.all(Array.from({ length: count }, () => SealedBrowser.register(backend)));
  }

  /** The same person who logs in again: in a new browser, or in one that has kept something. */
  async again(backend: TestBackend, options: Options = {}): Promise<SealedBrowser> {
    const { keeper, password } = options;
    const way = new WatchedWay(backend.httpUrl);
    const browser = new Browser(backend.httpUrl, { http: way, ...(keeper && { keeper }) });
    await browser.login(this.username, password);
    return new SealedBrowser(backend, browser, way, options);
  }

  /** Another tab of this browser, which does not send. */
  tab(): SealedBrowser {
    const ownership = { acquire: () => () => undefined, take: () => undefined, announce: () => undefined };
    return new SealedBrowser(this.#backend, this.browser, this.#way, { copy: this.kept.copy, ownership });
  }

  /** All that it asked over its socket. */
  get askedOnSocket(): readonly unknown[] {
    return this.#transport.asked;
  }

  /** Loses its connection, and makes another one. */
  reconnect(): void {
    this.#transport.cut();
  }

  /** What they see of a conversation: texts, or why there is none. */
  sees(conversation: Uuid): readonly string[] {
    return this.view(conversation).items.get().flatMap(wordsOf);
  }

  /** Resolves when they see these texts and no others. */
  async see(conversation: Uuid, texts: readonly string[]): Promise<void> {
    await vi.waitFor(() => {
      const seen = this.sees(conversation);
      if (JSON.stringify(seen) !== JSON.stringify(texts))
        throw new Error(`${JSON.stringify(seen)}, ${JSON.stringify(this.sealed(conversation)?.alarms)}`);
    }, WAIT);
  }

  /** What the row of a conversation says. */
  row(conversation: Uuid): string | undefined {
    const row = this.chat.conversations.get()?.find(({ id }) => id === conversation);
    return row?.last?.content?.text;
  }

  sealed(conversation: Uuid): SealedConversation | undefined {
    return this.chat.sealed.get().get(conversation);
  }

  /** Sends, and resolves when the server has it. */
  async say(conversation: Uuid, text: string): Promise<void> {
    await this.chat.send(conversation, { text });
    await vi.waitFor(() => {
      if (this.chat.unsent.get() > 0) throw new Error(JSON.stringify(this.view(conversation).items.get()));
    }, WAIT);
  }

  /** Makes a group, and waits until its first entry is in the local copy: what is said before has no place yet. */
  async createGroup(...group: Parameters<ChatClient['groups']['create']>): Promise<Uuid> {
    const id = await this.chat.groups.create(...group);
    await this.knows(id);
    return id;
  }

  /** Resolves when a group is in the list. */
  knows(group: Uuid): Promise<void> {
    return vi.waitFor(() => {
      if (!(this.chat.conversations.get() ?? []).some(({ id }) => id === group)) throw new Error('not known');
    }, WAIT);
  }

  /** Does something before the next request whose path ends so, which is lost then. */
  losesNext(end: string, task: () => Promise<void>): void {
    this.#way.before = async (path) => {
      if (!path.endsWith(end)) return;
      this.#way.before = () => Promise.resolve();
      await task();
      throw new NoAnswerError();
    };
  }

  /** How often a route was asked so far, such as `keys`. */
  asked(route: string): number {
    return this.#way.asked.get(`/web/${route}`) ?? 0;
  }

  /** Sees the log from its start. */
  async scrollUp(conversation: Uuid): Promise<void> {
    const view = this.view(conversation);
    await vi.waitFor(async () => {
      await view.loadOlder();
      if (view.older.get() !== 'none') throw new Error(view.older.get());
    }, WAIT);
  }

  view(conversation: Uuid) {
    const view = this.#opened.get(conversation) ?? this.chat.open(conversation);
    this.#opened.set(conversation, view);
    return view;
  }
}

/** Real signatures and post-quantum seals, on a machine that may be busy. */
export const WAIT = { timeout: 15_000, interval: 20 };

function wordsOf(item: TimelineItem): readonly string[] {
  if (item.kind !== 'message') return [];
  if (item.content !== undefined) return [item.content.text];
  return ['(not opened)'];
}
