import type { ConversationDetails, User, Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import { deleteDB } from 'idb';
import { atom } from 'nanostores';
import { isNothing } from '../../model/composition.ts';
import type { StoredDraft } from '../../ports/draft-channel.ts';
import { isCertainlyUnsent, queued, retried } from '../outbox-change.ts';
import { isIn, type QueuedItem, type OutboxItem } from '../../model/outbox-item.ts';
import type { ChatStorage, MarkChange, Snapshot } from '../../ports/chat-storage.ts';
import type { Clock } from '../../ports/clock.ts';
import { readIn, uncounted, withHead, withMarks } from '../conversation-change.ts';
import type { StorageProblem } from '../../model/storage-problem.ts';
import type { StoredConversation, StoredHead } from '../../model/stored-conversation.ts';
import { isOthersMessage } from '../unread-tally.ts';
import { addItem } from './add-item.ts';
import {
  databaseName,
  entryKeys,
  openDatabase,
  write,
  type ChatDatabase,
  type Table,
  type Writing,
} from './schema.ts';
import { storedIn } from './stored-in.ts';

/** Pauses between the attempts to open a copy that the browser closed, in ms. After that, it counts as lost. */
const REOPENED_AFTER_MS = [0, 20, 100, 500, 2_000];

/** The local copy in the browser's IndexedDB, one database per user; opened by the first operation. */
export class IndexedDbStorage implements ChatStorage {
  readonly problem = atom<StorageProblem | undefined>(undefined);
  readonly #me: Uuid;
  readonly #clock: Clock;
  #opened: Promise<ChatDatabase> | undefined;
  #closed = false;
  /** Whether it held conversations, of which every account has at least one. */
  #filled = false;

  constructor(me: Uuid, clock: Clock) {
    this.#me = me;
    this.#clock = clock;
  }

  async load(): Promise<Snapshot> {
    const db = await this.database();
    const tx = db.transaction(['meta', 'conversations', 'outbox', 'drafts', 'users']);
    const [token, blocked, conversations, outbox, drafts, users] = await Promise.all([
      tx.objectStore('meta').get('headsToken'),
      tx.objectStore('meta').get('blocked'),
      tx.objectStore('conversations').getAll(),
      tx.objectStore('outbox').getAll(),
      tx.objectStore('drafts').getAll(),
      tx.objectStore('users').getAll(),
    ]);
    this.#filled ||= conversations.length > 0;
    const headsToken = typeof token === 'string' ? { headsToken: token } : {};
    const rest = { conversations, outbox, drafts, users };
    return { ...headsToken, ...rest, blocked: Array.isArray(blocked) ? blocked : [] };
  }

  async readEntries(conversation: Uuid, from: number, to: number): Promise<readonly HeldEntry[]> {
    return from > to ? [] : (await this.database()).getAll('entries', entryKeys(conversation, from, to));
  }

  async readChanges(conversation: Uuid, from: number, to: number): Promise<readonly HeldEntry[]> {
    const db = await this.database();
    return from > to ? [] : db.getAllFromIndex('entries', 'target', entryKeys(conversation, from, to));
  }

  async saveHeads(heads: readonly StoredHead[], token?: string): Promise<readonly StoredConversation[]> {
    const tx = await this.write(['conversations', 'meta']);
    const table = tx.objectStore('conversations');
    const stored = await Promise.all(
      heads.map(async (head) => {
        const conversation = withHead(await table.get(head.conversation), head, this.#me);
        await table.put(conversation);
        return conversation;
      }),
    );
    if (token !== undefined) await tx.objectStore('meta').put(token, 'headsToken');
    await tx.done;
    this.#filled ||= stored.length > 0;
    return stored;
  }

  async mark(conversation: Uuid, change: MarkChange): Promise<StoredConversation> {
    const tx = await this.write(['conversations', 'entries']);
    const stored = await storedIn(tx.objectStore('conversations'), conversation);
    const range = uncounted(stored, readIn(change, this.#me));
    const keys = range && entryKeys(conversation, range.from, range.to ?? range.from);
    const rest = keys && (await tx.objectStore('entries').getAll(keys));
    const count = rest?.filter((entry) => isOthersMessage(entry, this.#me)).length;
    const marked = withMarks(stored, change, count, this.#me);
    await tx.objectStore('conversations').put(marked);
    await tx.done;
    return marked;
  }

  async saveDraft(draft: StoredDraft): Promise<void> {
    const tx = await this.write(['drafts']);
    const table = tx.objectStore('drafts');
    const stored = isNothing(draft.composition) ? table.delete(draft.conversation) : table.put(draft);
    // A transaction that waits for its end by itself dies with the page.
    tx.commit();
    await Promise.all([stored, tx.done]);
  }

  async saveDetails(conversation: Uuid, details: ConversationDetails): Promise<void> {
    const tx = await this.write(['details']);
    await tx.objectStore('details').put(details, conversation);
    await tx.done;
  }

  async readDetails(conversation: Uuid): Promise<ConversationDetails | undefined> {
    return (await this.database()).get('details', conversation);
  }

  async enqueue(item: QueuedItem): Promise<OutboxItem> {
    const tx = await this.write(['outbox']);
    const { conversation, task } = item;
    if (task.kind === 'preferences') {
      const others = await tx.objectStore('outbox').getAll();
      for (const other of others)
        if (isIn(other, { conversation, kind: task.kind })) await tx.objectStore('outbox').delete(other.key);
    }
    const { key: _, ...fresh } = queued(item, 0);
    const stored = await addItem(tx.objectStore('outbox'), fresh);
    await tx.done;
    return stored;
  }

  async outbox(): Promise<readonly OutboxItem[]> {
    return (await this.database()).getAll('outbox');
  }

  async retry(key: number, id: Uuid): Promise<OutboxItem | undefined> {
    const tx = await this.write(['outbox']);
    const item = await tx.objectStore('outbox').get(key);
    if (item === undefined || item.state.kind === 'waiting') return undefined;
    await tx.objectStore('outbox').delete(key);
    const { key: _, ...fresh } = retried(item, 0, id);
    const stored = await addItem(tx.objectStore('outbox'), fresh);
    await tx.done;
    return stored;
  }

  async discard(key: number): Promise<boolean> {
    const tx = await this.write(['outbox']);
    const item = await tx.objectStore('outbox').get(key);
    const allowed = item !== undefined && isCertainlyUnsent(item);
    if (allowed) await tx.objectStore('outbox').delete(key);
    await tx.done;
    return allowed;
  }

  async saveUsers(users: readonly User[]): Promise<void> {
    const tx = await this.write(['users']);
    for (const user of users) await tx.objectStore('users').put(user);
    await tx.done;
  }

  async saveBlocked(uids: readonly Uuid[]): Promise<void> {
    const tx = await this.write(['meta']);
    await tx.objectStore('meta').put(uids, 'blocked');
    await tx.done;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opened = this.#opened;
    this.#opened = undefined;
    // One that does not open needs no closing.
    await opened?.then(
      (db) => db.close(),
      () => undefined,
    );
  }

  async destroy(): Promise<void> {
    await this.close();
    await deleteDB(databaseName(this.#me));
  }

  /** The database, opened if needed. An operation still under way after `close` must not open it again. */
  async database(): Promise<ChatDatabase> {
    if (this.#closed) throw new Error('the local copy is closed');
    // Opening may succeed next time, such as when the disk is no longer full.
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined;
      if (error instanceof DOMException && error.name === 'VersionError') this.problem.set('newer');
      throw error;
    });
    return this.#opened;
  }

  /** Begins a change of several tables. One that finds no room is told of, until one succeeds. */
  async write<Tables extends Table>(tables: Tables[]): Promise<Writing<Tables>> {
    const tx = write(await this.database(), tables);
    tx.done.then(
      () => this.#wrote(),
      (error: unknown) => this.#failed(error),
    );
    return tx;
  }

  async #open(): Promise<ChatDatabase> {
    const db = await openDatabase(this.#me, {
      blocked: () => this.problem.set('blocked'),
      taken: () => this.problem.set('taken'),
      terminated: () => this.#reopen(),
    });
    this.problem.set(undefined);
    return db;
  }

  /** After the browser closed it: for want of resources, or because it deleted everything, which nothing else tells. */
  #reopen(): void {
    if (this.#closed) return;
    const reopened = this.#openAgain();
    this.#opened = reopened;
    reopened.catch(() => {
      this.#opened = undefined;
      this.problem.set(this.#filled ? 'lost' : 'unavailable');
    });
  }

  /** Right after a deletion, browsers refuse to open it; with a full or broken disk, for long. */
  async #openAgain(): Promise<ChatDatabase> {
    for (const ms of REOPENED_AFTER_MS) {
      await new Promise<void>((resolve) => void this.#clock.setTimeout(resolve, ms));
      const db = await this.#open().catch(() => undefined);
      if (db !== undefined) return this.#unlessEmptied(db);
    }
    throw new Error('the local copy does not open');
  }

  async #unlessEmptied(db: ChatDatabase): Promise<ChatDatabase> {
    if (!this.#filled || (await db.count('conversations')) > 0) return db;
    db.close();
    throw new Error('the local copy is empty');
  }

  #wrote(): void {
    if (this.problem.get() === 'full') this.problem.set(undefined);
  }

  #failed(error: unknown): void {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') this.problem.set('full');
  }
}
