import type { Uuid } from '@parley/protocol';
import type { Groups, Rooms } from '../ports/chat-client.ts';
import type { ChatServer, MissingLog } from '../ports/chat-server.ts';
import type { Cancel, Clock } from '../ports/clock.ts';
import type { HttpApi } from '../ports/http-api.ts';
import type { SpareCopy } from '../ports/storage/lasting-storage.ts';
import { noAnswer } from '../ports/no-answer-error.ts';
import type { Administration } from '../ports/administration/administration.ts';
import type { Machines } from '../ports/administration/machines.ts';

/** Wait after the code could not be fetched, in ms. */
const RETRY_MS = 2_000;

interface LazyServerDeps {
  readonly clock: Clock;
  readonly load: () => Promise<ChatServer>;
  /** It could not be loaded this time. */
  failed(): void;
}

/**
 * The server, whose code is loaded while the local copy is shown already. Until it is there, requests wait for it, or
 * fail with a NoAnswerError if it cannot be fetched; whatever needs no answer is dropped, as it would be offline.
 */
export class LazyServer {
  readonly api: HttpApi = { call: async (...call) => (await this.#loading).api.call(...call) };
  readonly groups: Groups = {
    create: async (...call) => (await this.#groups()).create(...call),
    add: async (...call) => (await this.#groups()).add(...call),
    remove: async (...call) => (await this.#groups()).remove(...call),
    leave: async (...call) => (await this.#groups()).leave(...call),
    changeRole: async (...call) => (await this.#groups()).changeRole(...call),
    rename: async (...call) => (await this.#groups()).rename(...call),
    end: async (...call) => (await this.#groups()).end(...call),
  };
  readonly #deps: LazyServerDeps;
  #loading: Promise<ChatServer>;
  #loaded: ChatServer | undefined;
  #cancel: Cancel | undefined;
  #begin: ((server: ChatServer) => void) | undefined;
  readonly #arrival = Promise.withResolvers<ChatServer>();
  #closed = false;

  constructor(deps: LazyServerDeps) {
    this.#deps = deps;
    this.#loading = this.#load();
  }

  /** Connects as soon as its code is there. @param headsToken where an earlier run of this client stopped */
  start(headsToken: string | undefined): void {
    this.#begin = (server) => server.start(headsToken);
    if (this.#loaded !== undefined) this.#begin(this.#loaded);
  }

  /** Whether the heads were compared on the current connection. */
  isReady(): boolean {
    return this.#loaded?.isReady() ?? false;
  }

  async log(conversation: Uuid): Promise<MissingLog> {
    return (await this.#loading).log(conversation);
  }

  async keysOf(conversation: Uuid): ReturnType<ChatServer['keysOf']> {
    return (await this.#loading).keysOf(conversation);
  }

  async command(...said: Parameters<ChatServer['command']>): Promise<string> {
    return (await this.#loading).command(...said);
  }

  /** However often that fails, as soon as its code is there. */
  async spare(): Promise<SpareCopy> {
    return (await this.#arrival.promise).spare();
  }

  /** Without its code, nothing is being sent. */
  async settled(ms: number): Promise<void> {
    await this.#loaded?.settled(ms);
  }

  send(): void {
    this.#loaded?.send();
  }

  typed(conversation: Uuid): void {
    this.#loaded?.typed(conversation);
  }

  alarmsSeen(...call: Parameters<ChatServer['alarmsSeen']>): void {
    this.#loaded?.alarmsSeen(...call);
  }

  networkLost(): void {
    this.#loaded?.networkLost();
  }

  /** Tries at once instead of waiting. */
  wake(): void {
    if (this.#cancel !== undefined) this.#retry();
    this.#loaded?.wake();
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#loaded?.close();
  }

  async rooms(): Promise<Rooms> {
    return (await this.#loading).rooms().catch(noAnswer);
  }

  async administration(): Promise<Administration> {
    return (await this.#loading).administration().catch(noAnswer);
  }

  async machines(): Promise<Machines> {
    return (await this.#loading).machines().catch(noAnswer);
  }

  async #groups(): Promise<Groups> {
    return (await this.#loading).groups().catch(noAnswer);
  }

  #load(): Promise<ChatServer> {
    const loading = this.#deps.load().catch(noAnswer);
    loading.then(
      (server) => this.#arrived(server),
      () => this.#failed(),
    );
    return loading;
  }

  #arrived(server: ChatServer): void {
    this.#loaded = server;
    this.#arrival.resolve(server);
    if (this.#closed) server.close();
    else this.#begin?.(server);
  }

  #failed(): void {
    if (this.#closed) return;
    this.#cancel = this.#deps.clock.setTimeout(() => this.#retry(), RETRY_MS);
    this.#deps.failed();
  }

  #retry(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#loading = this.#load();
  }
}
