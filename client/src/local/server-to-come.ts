import type { ChatServer } from '../ports/chat-server.ts';
import type { Cancel, Clock } from '../ports/clock.ts';
import type { HttpApi } from '../http/http-api.ts';
import { NoAnswerError } from '../ports/no-answer-error.ts';

/** Wait after the code could not be fetched, in ms. */
const RETRY_MS = 2_000;

interface ToComeDeps {
  readonly clock: Clock;
  readonly load: () => Promise<ChatServer>;
  /** It could not be loaded this time. */
  failed(): void;
}

/** Stands for the server while its code is loading beside the local copy. Until then, requests fail with NoAnswerError. */
export class ServerToCome {
  readonly api: HttpApi = { call: async (...call) => (await this.reached()).api.call(...call) };
  readonly #deps: ToComeDeps;
  #loading: Promise<ChatServer>;
  #loaded: ChatServer | undefined;
  #cancel: Cancel | undefined;
  #begin: ((server: ChatServer) => void) | undefined;
  #closed = false;

  constructor(deps: ToComeDeps) {
    this.#deps = deps;
    this.#loading = this.#load();
  }

  /** What is there of it now. */
  get loaded(): ChatServer | undefined {
    return this.#loaded;
  }

  /** Resolves once its code is there. @throws NoAnswerError where it cannot be fetched now */
  reached(): Promise<ChatServer> {
    return this.#loading;
  }

  /** The local copy was read: it may connect. */
  start(headsToken: string | undefined): void {
    this.#begin = (server) => server.start(headsToken);
    if (this.#loaded !== undefined) this.#begin(this.#loaded);
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

  #load(): Promise<ChatServer> {
    const loading = this.#deps.load().catch((cause: unknown) => {
      throw new NoAnswerError({ cause });
    });
    loading.then(
      (server) => this.#arrived(server),
      () => this.#failed(),
    );
    return loading;
  }

  #arrived(server: ChatServer): void {
    this.#loaded = server;
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
