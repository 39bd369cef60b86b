import type { ConversationDetails, User, Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import { isNothing } from '../../model/composition.ts';
import type { StoredDraft } from '../../ports/draft-channel.ts';
import { isCertainlyUnsent, queued, retried } from '../outbox-change.ts';
import { isIn, type QueuedItem, type OutboxItem, type OutboxTask } from '../../model/outbox-item.ts';
import type { ChatStorage, MarkChange, Snapshot } from '../../ports/storage/chat-storage.ts';
import type { Clock } from '../../ports/clock.ts';
import { readIn, uncounted, withHead, withMarks } from '../conversation-change.ts';
import type { StoredConversation, StoredHead } from '../../model/stored-conversation.ts';
import { isOthersMessage } from '../unread-tally.ts';
import { nothing, type DraftRow, type VeiledDraft } from '../boxes/boxed-rows.ts';
import { inBatches } from '../boxes/in-batches.ts';
import { addItem } from './add-item.ts';
import { changedItem } from './changed-item.ts';
import { DraftNotes } from './draft-notes.ts';
import { IndexedDbCopy } from './indexeddb-copy.ts';
import { entryKeys, type ChatDatabase } from './schema.ts';
import { storedIn } from './stored-in.ts';

/**
 * A veiled draft gets its box once nobody has typed for so long, in ms: the last change before the page goes must not wait behind another
 * one of the same table.
 */
const BOXED_AFTER_MS = 1_000;

/** The local copy in the browser's IndexedDB, one database per user; opened by the first operation. */
export class IndexedDbStorage implements ChatStorage {
  readonly problem;
  readonly dropped;
  readonly copy: IndexedDbCopy;
  readonly #me: Uuid;
  readonly #clock: Clock;
  /** The draft that was saved last in each conversation. */
  readonly #newest = new Map<Uuid, StoredDraft>();
  readonly #notes: DraftNotes;

  constructor(me: Uuid, clock: Clock) {
    this.#me = me;
    this.#notes = new DraftNotes(me);
    this.#clock = clock;
    this.copy = new IndexedDbCopy(me, clock);
    this.problem = this.copy.problem;
    this.dropped = this.copy.dropped;
  }

  async load(): Promise<Snapshot> {
    const { db, rows } = await this.copy.opened();
    const tx = db.transaction(['meta', 'conversations', 'outbox', 'drafts', 'users']);
    const [token, blocked, conversations, outbox, drafts, users] = await Promise.all([
      tx.objectStore('meta').get('headsToken'),
      tx.objectStore('meta').get('blocked'),
      tx.objectStore('conversations').getAll(),
      tx.objectStore('outbox').getAll(),
      tx.objectStore('drafts').getAll(),
      tx.objectStore('users').getAll(),
    ]);
    if (conversations.length > 0) this.copy.filled();
    const before = this.dropped.get();
    const opened = await inBatches(conversations, (row) => this.copy.openRow(rows, row));
    return {
      // After a drop, the server has to tell of every conversation.
      ...(typeof token === 'string' && this.dropped.get() === before && { headsToken: token }),
      conversations: opened,
      outbox: await rows.openItems(outbox),
      drafts: await rows.openDrafts(drafts),
      users,
      blocked: Array.isArray(blocked) ? blocked : [],
    };
  }

  async readEntries(conversation: Uuid, from: number, to: number): Promise<readonly HeldEntry[]> {
    if (from > to) return [];
    const { db, rows } = await this.copy.opened();
    const held = await db.getAll('entries', entryKeys(conversation, from, to));
    return this.copy.orDrop<readonly HeldEntry[]>(conversation, rows.openEntries(held), () => []);
  }

  async readChanges(conversation: Uuid, from: number, to: number): Promise<readonly HeldEntry[]> {
    if (from > to) return [];
    const { db, rows } = await this.copy.opened();
    const held = await db.getAllFromIndex('entries', 'target', entryKeys(conversation, from, to));
    return this.copy.orDrop<readonly HeldEntry[]>(conversation, rows.openEntries(held), () => []);
  }

  async saveHeads(heads: readonly StoredHead[], token?: string): Promise<readonly StoredConversation[]> {
    const { tx, rows, sealed } = await this.copy.writeSealed(['conversations', 'meta'], (to) =>
      to.sealHeads(heads),
    );
    const table = tx.objectStore('conversations');
    const stored = await Promise.all(
      sealed.map(async (head) => {
        const conversation = withHead(await table.get(head.conversation), head, this.#me);
        await table.put(conversation);
        return conversation;
      }),
    );
    if (token !== undefined) await tx.objectStore('meta').put(token, 'headsToken');
    await tx.done;
    if (stored.length > 0) this.copy.filled();
    return this.copy.inOrder(inBatches(stored, (row) => this.copy.openRow(rows, row)));
  }

  async mark(conversation: Uuid, change: MarkChange): Promise<StoredConversation> {
    const { tx, rows } = await this.copy.writeSealed(['conversations', 'entries'], nothing);
    const stored = await storedIn(tx.objectStore('conversations'), conversation);
    const range = uncounted(stored, readIn(change, this.#me));
    const keys = range && entryKeys(conversation, range.from, range.to ?? range.from);
    const rest = keys && (await tx.objectStore('entries').getAll(keys));
    const count = rest?.filter((entry) => isOthersMessage(entry, this.#me)).length;
    const marked = withMarks(stored, change, count, this.#me);
    await tx.objectStore('conversations').put(marked);
    await tx.done;
    return this.copy.inOrder(this.copy.openRow(rows, marked));
  }

  async saveDraft(draft: StoredDraft): Promise<void> {
    const { db, rows } = await this.copy.opened();
    const { conversation, composition } = draft;
    this.#newest.set(conversation, draft);
    const veiled = rows.veilDraft(draft);
    const removeNote = veiled ? this.#notes.leave(veiled) : this.#notes.earlier(conversation);
    if (isNothing(composition)) await this.#putDraft(db, conversation, undefined);
    else if (veiled !== undefined) {
      await this.#putDraft(db, conversation, veiled);
      this.#clock.setTimeout(() => void this.#boxDraft(draft, veiled), BOXED_AFTER_MS);
    } else {
      const boxed = await rows.sealDraft(draft);
      if (this.#newest.get(conversation) === draft) await this.#putDraft(db, conversation, boxed);
    }
    removeNote();
  }

  async saveDetails(conversation: Uuid, details: ConversationDetails): Promise<void> {
    const tx = await this.copy.write(['details']);
    await tx.objectStore('details').put(details, conversation);
    await tx.done;
  }

  async readDetails(conversation: Uuid): Promise<ConversationDetails | undefined> {
    return (await this.copy.opened()).db.get('details', conversation);
  }

  async enqueue(item: QueuedItem): Promise<OutboxItem> {
    const { tx, sealed } = await this.copy.writeSealed(['outbox'], (rows) => rows.sealItem(item));
    const { conversation, task } = sealed;
    if (task.kind === 'preferences') {
      const others = await tx.objectStore('outbox').getAll();
      for (const other of others)
        if (isIn(other, { conversation, kind: task.kind })) await tx.objectStore('outbox').delete(other.key);
    }
    const { key: _, ...fresh } = queued(sealed, 0);
    const { key } = await addItem(tx.objectStore('outbox'), fresh);
    await tx.done;
    return this.copy.inOrder(Promise.resolve(queued(item, key)));
  }

  async outbox(): Promise<readonly OutboxItem[]> {
    const { db, rows } = await this.copy.opened();
    return this.copy.inOrder(rows.openItems(await db.getAll('outbox')));
  }

  async retry(key: number, id: Uuid, task?: OutboxTask): Promise<OutboxItem | undefined> {
    const change = (item: OutboxItem) =>
      item.state.kind === 'waiting' ? undefined : retried(item, 0, id, task);
    return changedItem(this.copy, key, change, async (table, changed) => {
      await table.delete(key);
      const { key: _, ...fresh } = changed;
      return (await addItem(table, fresh)).key;
    });
  }

  async discard(key: number): Promise<boolean> {
    const tx = await this.copy.write(['outbox']);
    const item = await tx.objectStore('outbox').get(key);
    const allowed = item !== undefined && isCertainlyUnsent(item);
    if (allowed) await tx.objectStore('outbox').delete(key);
    await tx.done;
    return allowed;
  }

  async saveUsers(users: readonly User[]): Promise<void> {
    const tx = await this.copy.write(['users']);
    for (const user of users) await tx.objectStore('users').put(user);
    await tx.done;
  }

  async saveBlocked(uids: readonly Uuid[]): Promise<void> {
    const tx = await this.copy.write(['meta']);
    await tx.objectStore('meta').put(uids, 'blocked');
    await tx.done;
  }

  close(): Promise<void> {
    return this.copy.close();
  }

  async destroy(): Promise<void> {
    await this.copy.destroy();
    this.#notes.clear();
  }

  /** Puts the box of a draft in the place of its veil, if that still is what is stored. Where that fails, the next opening does it. */
  async #boxDraft(draft: StoredDraft, veiled: VeiledDraft): Promise<void> {
    if (this.#newest.get(draft.conversation) !== draft) return;
    try {
      const { db, rows } = await this.copy.opened();
      const boxed = await rows.sealDraft(draft);
      const tx = this.copy.begin(db, ['drafts']);
      const table = tx.objectStore('drafts');
      const stored: DraftRow | undefined = await table.get(draft.conversation);
      if (JSON.stringify(stored?.veiled) === JSON.stringify(veiled.veiled)) await table.put(boxed);
      await tx.done;
    } catch {
      return;
    }
  }

  async #putDraft(db: ChatDatabase, conversation: Uuid, row: StoredDraft | undefined): Promise<void> {
    const tx = this.copy.begin(db, ['drafts']);
    const table = tx.objectStore('drafts');
    const stored = row === undefined ? table.delete(conversation) : table.put(row);
    // A transaction that waits for its end by itself dies with the page.
    tx.commit();
    await Promise.all([stored, tx.done]);
  }
}
