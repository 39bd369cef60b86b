import type { Uuid } from '@parley/protocol';
import { appendChange, prependChange, replaceChange, type LogChange } from '../log-change.ts';
import { NoAnswerError } from '../../ports/no-answer-error.ts';
import type { EntryPlace, LogStorage, RunResult } from '../../ports/storage/log-storage.ts';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { Run, StoredConversation } from '../../model/stored-conversation.ts';
import { nothing, type BoxedRows } from '../boxes/boxed-rows.ts';
import { deleteEntries, type LogTable, writeLogChange, writeOpened } from './log-writes.ts';
import type { IndexedDbCopy } from './indexeddb-copy.ts';
import type { IndexedDbStorage } from './indexeddb-storage.ts';
import { SharedWrites } from './shared-writes.ts';
import { storedIn } from './stored-in.ts';

const LOG_TABLES: LogTable[] = ['conversations', 'entries', 'outbox'];

/** The windows of a copy in IndexedDB. A module of its own, loaded with the server's code: only that moves windows. */
export class IndexedDbLogs implements LogStorage {
  readonly #me: Uuid;
  readonly #copy: IndexedDbCopy;
  readonly #opened: SharedWrites<LogTable>;

  constructor(me: Uuid, { copy }: Pick<IndexedDbStorage, 'copy'>) {
    this.#me = me;
    this.#copy = copy;
    this.#opened = new SharedWrites((db) => copy.begin(db, LOG_TABLES));
  }

  append(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#changeLog(conversation, run, appendChange);
  }

  prepend(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#changeLog(conversation, run, prependChange);
  }

  async replace(conversation: Uuid, run: Run): Promise<StoredConversation> {
    const { tx, rows, sealed } = await this.#begin(LOG_TABLES, (to) => to.sealRun(run));
    await deleteEntries(tx, conversation);
    const stored = await storedIn(tx.objectStore('conversations'), conversation);
    const { conversation: changed } = await writeLogChange(tx, replaceChange(stored, sealed, this.#me));
    await tx.done;
    return this.#copy.inOrder(this.#copy.openRow(rows, changed));
  }

  /** Seldom needed, so that its code is loaded by then: whoever heard that a log has lost its end is connected. */
  async truncate(conversation: Uuid, seq = 0): Promise<StoredConversation> {
    const { TRUNCATED, writeTruncation } = await import('./truncation-writes.ts').catch((cause: unknown) => {
      throw new NoAnswerError({ cause });
    });
    const { tx, rows } = await this.#copy.writeSealed([...TRUNCATED], nothing);
    const stored = await storedIn(tx.objectStore('conversations'), conversation);
    const changed = await writeTruncation(tx, stored, seq, this.#me);
    await tx.done;
    return this.#copy.inOrder(this.#copy.openRow(rows, changed));
  }

  async unopened(): Promise<readonly EntryPlace[]> {
    const { db } = await this.#copy.opened();
    const keys = await db.getAllKeysFromIndex('entries', 'unopened');
    return keys.map(([conversation, seq]) => ({ conversation, seq }));
  }

  async open(conversation: Uuid, opened: readonly HeldEntry[]): Promise<StoredConversation> {
    const { db, rows, sealed } = await this.#copy.sealed((to) => to.sealEntries(opened));
    const changed = await this.#opened.write(db, conversation, async (tx) => {
      const stored = await storedIn(tx.objectStore('conversations'), conversation);
      return writeOpened(tx, stored, sealed, this.#me);
    });
    return this.#copy.inOrder(this.#copy.openRow(rows, changed));
  }

  async #changeLog(
    conversation: Uuid,
    run: Run,
    change: (stored: StoredConversation, run: Run, me: Uuid) => LogChange,
  ): Promise<RunResult> {
    const { tx, rows, sealed } = await this.#begin(LOG_TABLES, (to) => to.sealRun(run));
    const stored = await storedIn(tx.objectStore('conversations'), conversation);
    const result = await writeLogChange(tx, change(stored, sealed, this.#me));
    await tx.done;
    const opened = await this.#copy.inOrder(this.#copy.openRow(rows, result.conversation));
    return { ...result, conversation: opened };
  }

  #begin<Tables extends LogTable, Sealed>(tables: Tables[], seal: (rows: BoxedRows) => Promise<Sealed>) {
    return this.#copy.writeSealed(tables, seal);
  }
}
