import type { ConversationDetails, User, Uuid } from '@parley/protocol';
import type { StoredDraft } from '../../ports/draft-channel.ts';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { OutboxItem, OutboxTask, QueuedItem } from '../../model/outbox-item.ts';
import type { MarkChange } from '../../ports/storage/chat-storage.ts';
import { FileRows } from './file-rows.ts';
import { readWholeFile, removeWholeFile } from './file-whole.ts';
import type { RunResult } from '../../ports/storage/log-storage.ts';
import type { UnsentChange } from '../../ports/storage/queue-storage.ts';
import type { EpochKeyKeeper } from '../../ports/sealing/epoch-key-keeper.ts';
import type { RosterKeeper } from '../../ports/sealing/sealing-storage.ts';
import { MemoryStorage } from '../memory/memory-storage.ts';
import type { StoredData } from '../memory/memory-tables.ts';
import { RowChanges } from '../memory/row-changes.ts';
import type { Run, StoredConversation, StoredHead } from '../../model/stored-conversation.ts';

/** Where a copy is kept. */
export interface CopyFiles {
  readonly database: string;
  /** Where earlier versions kept it, as one JSON document. It is migrated into the database. */
  readonly before?: string;
}

/** Written at once: a database without it is taken for an incomplete one. */
const EMPTY: StoredData = { lastKey: 0, conversations: [], entries: [], outbox: [], users: [], blocked: [] };

/**
 * The local copy in an SQLite database, for terminals; one process at a time.
 * @throws Error with a sentence for the user if another process uses the file, or if it is broken or of a newer version
 */
export async function openFileStorage({ database, before }: CopyFiles, me: Uuid): Promise<MemoryStorage> {
  const rows = await FileRows.open(database);
  try {
    const stored = rows.read();
    const data = stored ?? (before === undefined ? undefined : await readWholeFile(before)) ?? EMPTY;
    const changes = new RowChanges();
    const storage = new FileStorage(rows, changes, me, data);
    const filled = changes.take();
    if (stored === undefined) rows.write(filled);
    if (before !== undefined) await removeWholeFile(before);
    return storage;
  } catch (error) {
    rows.close();
    throw error;
  }
}

/** Kept in memory. The rows that a change writes or deletes are on the disk before it resolves. */
class FileStorage extends MemoryStorage {
  readonly #rows: FileRows;
  readonly #changes: RowChanges;

  constructor(rows: FileRows, changes: RowChanges, me: Uuid, data: StoredData) {
    super(me, data, changes.note);
    this.#rows = rows;
    this.#changes = changes;
  }

  override saveHeads(heads: readonly StoredHead[], token?: string): Promise<readonly StoredConversation[]> {
    return this.#written(super.saveHeads(heads, token));
  }

  override append(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#written(super.append(conversation, run));
  }

  override prepend(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#written(super.prepend(conversation, run));
  }

  override replace(conversation: Uuid, run: Run): Promise<StoredConversation> {
    return this.#written(super.replace(conversation, run));
  }

  override truncate(conversation: Uuid, seq?: number): Promise<StoredConversation> {
    return this.#written(super.truncate(conversation, seq));
  }

  override open(conversation: Uuid, opened: readonly HeldEntry[]): Promise<StoredConversation> {
    return this.#written(super.open(conversation, opened));
  }

  override mark(conversation: Uuid, change: MarkChange): Promise<StoredConversation> {
    return this.#written(super.mark(conversation, change));
  }

  override saveDraft(draft: StoredDraft): Promise<void> {
    return this.#written(super.saveDraft(draft));
  }

  override saveDetails(conversation: Uuid, details: ConversationDetails): Promise<void> {
    return this.#written(super.saveDetails(conversation, details));
  }

  override enqueue(item: QueuedItem): Promise<OutboxItem> {
    return this.#written(super.enqueue(item));
  }

  override changeItem(
    key: number,
    change: (item: OutboxItem) => OutboxItem,
  ): Promise<OutboxItem | undefined> {
    return this.#written(super.changeItem(key, change));
  }

  override finish(key: number): Promise<void> {
    return this.#written(super.finish(key));
  }

  override adopt(change: UnsentChange): Promise<void> {
    return this.#written(super.adopt(change));
  }

  override retry(key: number, id: Uuid, task?: OutboxTask): Promise<OutboxItem | undefined> {
    return this.#written(super.retry(key, id, task));
  }

  override discard(key: number): Promise<boolean> {
    return this.#written(super.discard(key));
  }

  override saveUsers(users: readonly User[]): Promise<void> {
    return this.#written(super.saveUsers(users));
  }

  override saveBlocked(uids: readonly Uuid[]): Promise<void> {
    return this.#written(super.saveBlocked(uids));
  }

  override get epochKeys(): EpochKeyKeeper {
    const keys = super.epochKeys;
    return { of: (id) => keys.of(id), keep: (...call) => this.#written(keys.keep(...call)) };
  }

  override get rosters(): RosterKeeper {
    const rosters = super.rosters;
    return {
      of: (id) => rosters.of(id),
      keep: (...call) => this.#written(rosters.keep(...call)),
      remember: (...call) => this.#written(rosters.remember(...call)),
      keepAlarm: (...call) => this.#written(rosters.keepAlarm(...call)),
      alarmsSeen: (...call) => this.#written(rosters.alarmsSeen(...call)),
    };
  }

  override async close(): Promise<void> {
    this.#rows.close();
  }

  override async destroy(): Promise<void> {
    await super.destroy();
    await this.#rows.destroy();
  }

  /** Memory has changed before this is called. If the disk refuses, the change in memory is undone. */
  async #written<T>(change: Promise<T>): Promise<T> {
    const changes = this.#changes.take();
    try {
      this.#rows.write(changes);
    } catch (error) {
      for (const { undo } of changes.toReversed()) undo();
      throw error;
    }
    return change;
  }
}
