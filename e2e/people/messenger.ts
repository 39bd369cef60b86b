import { hash } from 'node:crypto';
import {
  createChatClient,
  createSocketIoTransport,
  directConversation,
  type ChatClient,
  type Connection,
  type Conversation,
  type RoomOrder,
  type SealingAccount,
  type SessionClient,
  type TimelineItem,
  type Transport,
} from '@parley/client';
import { DirectEpochCrypto, MemoryStorage } from '@parley/client/node';
import { createSealing } from '@parley/client/sealing';
import { createHttpApi, type HttpApi } from '@parley/client/testing';
import { createWriting } from '@parley/client/writing';
import {
  SEALING,
  directConversationId,
  LIMITS,
  CodedError,
  type Ack,
  type Entry,
  type SyncPage,
  type User,
  type Uuid,
} from '@parley/protocol';
import { told } from '../blind/told.ts';
import { Account, type Login } from './account.ts';
import { pour } from './pour.ts';
import { until } from './until.ts';

/** A user without a browser: the SDK as it is in a terminal. They write sealed where a conversation is sealed. */
export class Messenger {
  readonly account: Account;
  /** What went wrong where nobody waited for it. */
  readonly complaints: unknown[] = [];
  readonly #storage: MemoryStorage;
  readonly #chat: ChatClient;
  readonly #opened = new Map<Uuid, Conversation>();
  readonly #session: SessionClient;
  readonly #api: HttpApi;
  #connection: Connection | undefined;

  private constructor(account: Account, origin: string, { user, http, session }: Login) {
    const storage = new MemoryStorage(user.uid);
    this.account = account;
    this.#session = session;
    this.#api = createHttpApi(http);
    this.#storage = storage;
    this.#chat = createChatClient({
      me: user,
      credentials: session,
      http,
      storage,
      transport: this.#watched(createSocketIoTransport({ url: origin, headers: { origin } })),
      report: (error) => this.complaints.push(error),
      ...(SEALING && {
        sealing: async (link) => {
          const keys = await session.keys();
          if (keys === undefined) throw new Error('this messenger has no keys');
          return createSealing(link, {
            keys,
            storage,
            crypto: new DirectEpochCrypto(),
            writing: createWriting,
          });
        },
      }),
    });
  }

  /** Somebody with a fresh account, connected. */
  static async register(origin: string, displayName: string): Promise<Messenger> {
    const { account, login } = await Account.register(origin, displayName);
    return new Messenger(account, origin, login).#connected();
  }

  /** One more device of an account. */
  static async logIn(account: Account, origin: string): Promise<Messenger> {
    return new Messenger(account, origin, await account.logIn()).#connected();
  }

  /** Resolves once the server has stored them all. */
  async write(to: User, ...texts: readonly string[]): Promise<void> {
    const conversation = directConversation(this.#chat, to.uid);
    await this.#say(conversation, texts);
  }

  /** Writes many texts in little time, past the client and its outbox, and what it keeps of them. Nobody else writes meanwhile. */
  async pour(to: User, [first, ...others]: readonly string[]): Promise<void> {
    if (first === undefined) return;
    // Which also makes the keys.
    await this.write(to, first);
    if (!SEALING) return this.write(to, ...others);
    const conversation = this.conversationWith(to);
    const [account, keys, log] = await Promise.all([
      this.signer(),
      this.#storage.epochKeys.of(conversation),
      this.log(conversation),
    ]);
    const [key, newest, connection] = [keys.at(-1), log.at(-1), this.#connection];
    if (key === undefined || newest === undefined || connection === undefined)
      throw new Error('nothing was sealed there');
    await pour({ connection, account, key, peer: to.uid, newest }, others);
  }

  /** Writes a reply. */
  async answer(to: User, replyTo: number, text: string): Promise<void> {
    await this.#change(to, replyTo, (conversation) =>
      this.#chat.send(conversation, { text: told.marked(text), replyTo }),
    );
  }

  async edit(to: User, target: number, text: string): Promise<void> {
    await this.#change(to, target, (conversation) =>
      this.#chat.edit(conversation, target, { text: told.marked(text) }),
    );
  }

  async react(to: User, target: number, emoji: string): Promise<void> {
    await this.#change(to, target, (conversation) => this.#chat.react(conversation, target, emoji, true));
  }

  async pin(to: User, target: number): Promise<void> {
    await this.#change(to, target, (conversation) => this.#chat.pin(conversation, target, true));
  }

  /** The `seq` of the n-th message, counted from 1. */
  async seqOf(to: User, number: number): Promise<number> {
    const messages = (await this.log(this.conversationWith(to))).filter(isMessage);
    const seq = messages[number - 1]?.seq;
    if (seq === undefined) throw new Error(`there are only ${messages.length} messages`);
    return seq;
  }

  /** A conversation as the server has stored it. */
  async log(conversation: Uuid): Promise<readonly Entry[]> {
    const log: Entry[] = [];
    for (;;) {
      const page = await this.#page(conversation, log.length);
      if (page.length === 0) return log;
      for (const entry of page) log.push(entry);
    }
  }

  async writeToGroup(conversation: Uuid, ...texts: readonly string[]): Promise<void> {
    await until(
      this.#chat.conversations,
      (rows) => rows?.some(({ id }) => id === conversation) === true,
      'the group is known',
    );
    await this.#say(conversation, texts);
  }

  createGroup(name: string, members: readonly User[]): Promise<Uuid> {
    return this.#chat.groups.create(
      name,
      members.map(({ uid }) => uid),
    );
  }

  async createRoom(name: string): Promise<Uuid> {
    return (await this.#chat.rooms()).create(name);
  }

  async joinRoom(room: Uuid): Promise<void> {
    await (await this.#chat.rooms()).join(room);
  }

  /** How owners and admins keep a room in order. */
  async order(): Promise<RoomOrder> {
    return (await this.#chat.rooms()).order;
  }

  async leave(conversation: Uuid): Promise<void> {
    await this.#chat.groups.leave(conversation);
  }

  /** What everybody may read. */
  async writeOpenly(room: Uuid, ...texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.#chat.send(room, { text: told.markedOpenly(text) });
    await this.#stored();
  }

  async pinOpenly(room: Uuid, target: number): Promise<void> {
    await this.#chat.pin(room, target, true);
    await this.#stored();
  }

  async deleteOpenly(room: Uuid, target: number): Promise<void> {
    await this.#chat.delete(room, target);
    await this.#stored();
  }

  /** Up to where the server's index knows a room. */
  async indexed(room: Uuid): Promise<number> {
    return (await this.#api.call('search', { params: { conversation: room }, body: { limit: 1 } })).indexed;
  }

  conversationWith({ uid }: User): Uuid {
    return directConversationId((bytes) => hash('sha256', bytes, 'buffer'), this.account.user.uid, uid);
  }

  /** What this device signs with. */
  async signer(): Promise<SealingAccount> {
    const keys = await this.#session.keys();
    const signer = keys?.account.get();
    if (signer === undefined) throw new Error('the keys are not open');
    return signer;
  }

  close(): Promise<void> {
    return this.#chat.close();
  }

  async #connected(): Promise<this> {
    const { synced } = this.#chat;
    await until(synced, (isSynced) => isSynced, `${this.account.user.displayName} is connected`);
    return this;
  }

  async #say(conversation: Uuid, texts: readonly string[]): Promise<void> {
    for (const text of texts) await this.#chat.send(conversation, { text: told.marked(text) });
    await this.#stored();
  }

  /** Something that concerns a message, which is in view meanwhile. A page that was fetched for it is there before it is opened. */
  async #change(to: User, seq: number, change: (conversation: Uuid) => Promise<unknown>): Promise<void> {
    const conversation = directConversation(this.#chat, to.uid);
    const view = this.#view(conversation);
    await view.reach(seq);
    const isOpened = (item: TimelineItem) =>
      item.kind === 'message' && item.seq === seq && item.content !== undefined;
    await until(view.items, (items) => items.some(isOpened), `message ${seq} is opened`);
    await change(conversation);
    await this.#stored();
  }

  #view(conversation: Uuid): Conversation {
    const opened = this.#opened.get(conversation) ?? this.#chat.open(conversation);
    this.#opened.set(conversation, opened);
    return opened;
  }

  #stored(): Promise<void> {
    return until(this.#chat.unsent, (unsent) => unsent === 0, 'everything is sent');
  }

  async #page(conversation: Uuid, seq: number): Promise<readonly Entry[]> {
    const request = { direction: 'after', conversation, seq, limit: LIMITS.pageEntries } as const;
    const answer = (await this.#connection?.request('sync', request)) as Ack<SyncPage> | undefined;
    if (answer === undefined) throw new Error('not connected');
    if (!answer.success) throw CodedError.fromWire(answer.error);
    return answer.response.entries;
  }

  /** Keeps the connection, to ask it for what the SDK has no need of. */
  #watched(transport: Transport): Transport {
    return { connect: (...how) => (this.#connection = transport.connect(...how)) };
  }
}

export function isMessage({ body }: Entry): boolean {
  return body.kind === 'message';
}
