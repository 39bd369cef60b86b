import type { Uuid } from '@parley/protocol';
import type { ChatDatabase, Table, Writing } from './schema.ts';

interface Change<Tables extends Table> {
  readonly db: ChatDatabase;
  readonly conversation: Uuid;
  /** @returns what tells whoever waits for it, once it is on the disk */
  readonly write: (tx: Writing<Tables>) => Promise<() => void>;
  readonly fail: (error: unknown) => void;
}

/**
 * Changes of the same tables, written together: each transaction waits for the disk, so that what is to be written meanwhile goes into the
 * next one, as after a login, when there is something to write of each conversation.
 */
export class SharedWrites<Tables extends Table> {
  readonly #begin: (db: ChatDatabase) => Writing<Tables>;
  #waiting: readonly Change<Tables>[] = [];
  #isWriting = false;

  constructor(begin: (db: ChatDatabase) => Writing<Tables>) {
    this.#begin = begin;
  }

  /**
   * Those of one conversation are made one after the other, as they come.
   * @returns what `change` returned, once it is on the disk
   */
  write<Result>(
    db: ChatDatabase,
    conversation: Uuid,
    change: (tx: Writing<Tables>) => Promise<Result>,
  ): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const write = (tx: Writing<Tables>) =>
      change(tx).then(
        (result) => () => resolve(result),
        (error: unknown) => () => reject(error),
      );
    this.#waiting = [...this.#waiting, { db, conversation, write, fail: reject }];
    if (!this.#isWriting) void this.#writeAll();
    return promise;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      const { db } = next;
      const together = this.#waiting.filter((change) => change.db === db);
      this.#waiting = this.#waiting.filter((change) => change.db !== db);
      await this.#writeTogether(db, together);
    }
    this.#isWriting = false;
  }

  async #writeTogether(db: ChatDatabase, changes: readonly Change<Tables>[]): Promise<void> {
    try {
      const tx = this.#begin(db);
      const byConversation = [...Map.groupBy(changes, ({ conversation }) => conversation).values()];
      const written = await Promise.all(byConversation.map((some) => inTurn(some, tx)));
      await tx.done;
      for (const tell of written.flat()) tell();
    } catch (error) {
      for (const { fail } of changes) fail(error);
    }
  }
}

async function inTurn<Tables extends Table>(
  changes: readonly Change<Tables>[],
  tx: Writing<Tables>,
): Promise<readonly (() => void)[]> {
  const written: (() => void)[] = [];
  for (const change of changes) written.push(await change.write(tx));
  return written;
}
