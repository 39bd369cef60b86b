import type { Uuid } from '@parley/protocol';
import { appendChange, prependChange, replaceChange, type LogChange } from '../log-change.ts';
import type { EntryPlace, LogStorage, RunResult } from '../../ports/log-storage.ts';
import type { HeldEntry } from '../../model/held-entry.ts';
import type { Run, StoredConversation } from '../../model/stored-conversation.ts';
import { deleteEntries, type LogTable, writeLogChange, writeOpened, writeTruncation } from './log-writes.ts';
import type { IndexedDbStorage } from './indexeddb-storage.ts';
import { storedIn } from './stored-in.ts';

const LOG_TABLES: LogTable[] = ['conversations', 'entries', 'outbox', 'details'];
const TRUNCATED: LogTable[] = [...LOG_TABLES, 'rosters', 'rosterStates'];

/** The windows of a copy in IndexedDB. A module of its own, loaded with the server's code: only that moves windows. */
export class IndexedDbLogs implements LogStorage {
  readonly #me: Uuid;
  readonly #storage: Pick<IndexedDbStorage, 'write' | 'database'>;

  constructor(me: Uuid, storage: Pick<IndexedDbStorage, 'write' | 'database'>) {
    this.#me = me;
    this.#storage = storage;
  }

  append(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#changeLog(conversation, (stored) => appendChange(stored, run, this.#me));
  }

  prepend(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#changeLog(conversation, (stored) => prependChange(stored, run, this.#me));
  }

  async replace(conversation: Uuid, run: Run): Promise<StoredConversation> {
    const tx = await this.#storage.write(LOG_TABLES);
    await deleteEntries(tx, conversation);
    const change = replaceChange(
      await storedIn(tx.objectStore('conversations'), conversation),
      run,
      this.#me,
    );
    const result = await writeLogChange(tx, change);
    await tx.done;
    return result.conversation;
  }

  async truncate(conversation: Uuid, seq = 0): Promise<StoredConversation> {
    const tx = await this.#storage.write(TRUNCATED);
    const stored = await writeTruncation(
      tx,
      await storedIn(tx.objectStore('conversations'), conversation),
      seq,
      this.#me,
    );
    await tx.done;
    return stored;
  }

  async unopened(): Promise<readonly EntryPlace[]> {
    const db = await this.#storage.database();
    const isUntried = (await db.get('meta', 'untried')) === true;
    const keys = await (isUntried ? db.getAllKeys('entries') : db.getAllKeysFromIndex('entries', 'unopened'));
    return keys.map(([conversation, seq]) => ({ conversation, seq }));
  }

  async open(conversation: Uuid, opened: readonly HeldEntry[]): Promise<StoredConversation> {
    const tx = await this.#storage.write(LOG_TABLES);
    const stored = await storedIn(tx.objectStore('conversations'), conversation);
    const changed = await writeOpened(tx, stored, opened, this.#me);
    await tx.done;
    return changed;
  }

  async tried(): Promise<void> {
    const tx = await this.#storage.write(['meta']);
    await tx.objectStore('meta').delete('untried');
    await tx.done;
  }

  async #changeLog(
    conversation: Uuid,
    change: (stored: StoredConversation) => LogChange,
  ): Promise<RunResult> {
    const tx = await this.#storage.write(LOG_TABLES);
    const result = await writeLogChange(
      tx,
      change(await storedIn(tx.objectStore('conversations'), conversation)),
    );
    await tx.done;
    return result;
  }
}
