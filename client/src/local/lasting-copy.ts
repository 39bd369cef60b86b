import type { ConversationDetails, User, Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import type { OutboxTask, QueuedItem } from '../model/outbox-item.ts';
import type { StoredHead } from '../model/stored-conversation.ts';
import { pause } from '../platform/pause.ts';
import type { ChatStorage, MarkChange } from '../ports/storage/chat-storage.ts';
import type { Clock } from '../ports/clock.ts';
import type { StoredDraft } from '../ports/draft-channel.ts';
import type { LazyServer } from './lazy-server.ts';
import type { LastingStorage, SpareCopy } from '../ports/storage/lasting-storage.ts';

/** By then it shows why the browser broke off an operation, in ms. */
const BROKEN_OFF_MS = 100;
/** How browsers end the operations on a database that they close or delete. */
const BROKEN_OFF = /^(Abort|InvalidState|Unknown)Error$/;

interface LastingDeps {
  readonly stored: ChatStorage;
  readonly server: Pick<LazyServer, 'spare'>;
  readonly clock: Clock;
}

/** The local copy: the stored one, and after the browser deleted that, a spare one in memory. */
export class LastingCopy implements LastingStorage {
  readonly problem;
  readonly dropped;
  readonly unstored = atom(false);
  readonly #deps: LastingDeps;
  #spare: Promise<SpareCopy> | undefined;

  constructor(deps: LastingDeps) {
    this.#deps = deps;
    this.problem = deps.stored.problem;
    this.dropped = deps.stored.dropped;
  }

  /** The stored copy is lost: all operations go to a spare one from now on, those under way included. */
  async goOn(): Promise<void> {
    const before = this.#spare;
    this.unstored.set(true);
    this.#spare ??= this.#deps.server.spare();
    const spare = await this.#spare;
    if (before !== undefined) spare.storeAgain();
  }

  async run<T>(operation: (spare: SpareCopy | undefined) => Promise<T>, tries = 3): Promise<T> {
    const spare = this.#spare;
    try {
      return await operation(await spare);
    } catch (error) {
      if (tries === 1) throw error;
      if (spare === this.#spare) await this.#untilBroken(error);
      return this.run(operation, tries - 1);
    }
  }

  load = () => this.#run((copy) => copy.load());
  readEntries = (id: Uuid, from: number, to: number) => this.#run((copy) => copy.readEntries(id, from, to));
  readChanges = (id: Uuid, from: number, to: number) => this.#run((copy) => copy.readChanges(id, from, to));
  saveHeads = (heads: readonly StoredHead[], token?: string) =>
    this.#run((copy) => copy.saveHeads(heads, token));
  mark = (id: Uuid, change: MarkChange) => this.#run((copy) => copy.mark(id, change));
  saveDraft = (draft: StoredDraft) => this.#run((copy) => copy.saveDraft(draft));
  saveDetails = (id: Uuid, details: ConversationDetails) =>
    this.#run((copy) => copy.saveDetails(id, details));
  readDetails = (id: Uuid) => this.#run((copy) => copy.readDetails(id));
  enqueue = (item: QueuedItem) => this.#run((copy) => copy.enqueue(item));
  outbox = () => this.#run((copy) => copy.outbox());
  retry = (key: number, id: Uuid, task?: OutboxTask) => this.#run((copy) => copy.retry(key, id, task));
  discard = (key: number) => this.#run((copy) => copy.discard(key));
  saveUsers = (users: readonly User[]) => this.#run((copy) => copy.saveUsers(users));
  saveBlocked = (uids: readonly Uuid[]) => this.#run((copy) => copy.saveBlocked(uids));

  close = () => this.#deps.stored.close();
  destroy = () => this.#deps.stored.destroy();

  /** Nothing more of what is in memory only is stored. */
  stop(): void {
    void this.#spare?.then((spare) => spare.close());
  }

  #run<T>(operation: (copy: ChatStorage) => Promise<T>): Promise<T> {
    return this.run((spare) => operation(spare ?? this.#deps.stored));
  }

  /** Waits until it shows why the browser broke off an operation. @throws any other error */
  async #untilBroken(error: unknown): Promise<void> {
    if (!(error instanceof DOMException && BROKEN_OFF.test(error.name))) throw error;
    await pause(this.#deps.clock, BROKEN_OFF_MS);
  }
}
