import type { Uuid } from '@parley/protocol';
import { deleteDB } from 'idb';
import { atom } from 'nanostores';
import type { StorageProblem } from '../../model/storage-problem.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { BoxedRows } from '../boxes/boxed-rows.ts';
import { ShutBoxError } from '../boxes/shut-box-error.ts';
import { Turns } from '../boxes/turns.ts';
import { withoutWords } from '../without-words.ts';
import { rowsOf } from './rows-of.ts';
import {
  databaseName,
  entryKeys,
  isForWantOfRoom,
  openDatabase,
  write,
  type ChatDatabase,
  type Table,
  type Writing,
} from './schema.ts';
import { storedIn } from './stored-in.ts';

/** Pauses between the attempts to open a copy that the browser closed, in ms. After that, it counts as lost. */
const REOPENED_AFTER_MS = [0, 20, 100, 500, 2_000];

/** The database, and its rows under its key. */
interface OpenCopy {
  readonly db: ChatDatabase;
  readonly rows: BoxedRows;
}

/** The database of a user's copy, opened by the first operation, and what has to do with its key. */
export class IndexedDbCopy {
  readonly problem = atom<StorageProblem | undefined>(undefined);
  readonly dropped = atom<StoredConversation | undefined>(undefined);
  readonly #me: Uuid;
  readonly #clock: Clock;
  readonly #begins = new Turns();
  readonly #ends = new Turns();
  #opened: Promise<OpenCopy> | undefined;
  #closed = false;
  #filled = false;

  constructor(me: Uuid, clock: Clock) {
    this.#me = me;
    this.#clock = clock;
  }

  /** It holds conversations, of which every account has at least one. */
  filled(): void {
    this.#filled = true;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const opened = this.#opened;
    this.#opened = undefined;
    // One that does not open needs no closing.
    await opened?.then(
      ({ db }) => db.close(),
      () => undefined,
    );
  }

  async destroy(): Promise<void> {
    await this.close();
    await deleteDB(databaseName(this.#me));
  }

  /** The copy, opened if needed. An operation still under way after `close` must not open it again. */
  async opened(): Promise<OpenCopy> {
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
    return this.begin((await this.opened()).db, tables);
  }

  /**
   * The same with something to put into boxes before. Such changes begin in the order in which they were asked for, and in the database
   * whose key the boxes have: another one may take its place meanwhile.
   */
  async writeSealed<Tables extends Table, Sealed>(
    tables: Tables[],
    seal: (rows: BoxedRows) => Promise<Sealed>,
  ): Promise<{ readonly tx: Writing<Tables>; readonly rows: BoxedRows; readonly sealed: Sealed }> {
    const { db, rows, sealed } = await this.sealed(seal);
    return { tx: this.begin(db, tables), rows, sealed };
  }

  /** What is put into boxes for a change that begins at once, in the database that it is for. */
  async sealed<Sealed>(
    seal: (rows: BoxedRows) => Promise<Sealed>,
  ): Promise<OpenCopy & { readonly sealed: Sealed }> {
    const { db, rows } = await this.opened();
    return { db, rows, sealed: await this.#begins.take(seal(rows)) };
  }

  /** Results come in the order of their transactions, however long it takes to open them. */
  inOrder<T>(opening: Promise<T>): Promise<T> {
    return this.#ends.take(opening);
  }

  /** A conversation as it is stored now; without its words if one of them does not open. */
  openRow(rows: BoxedRows, row: StoredConversation): Promise<StoredConversation> {
    return this.orDrop(row.id, rows.openConversation(row), (dropped) => dropped);
  }

  /**
   * What is being opened of a conversation. If it does not open, all that the server has of this conversation is dropped, to be loaded anew: a
   * window has no holes.
   * @param otherwise what is there of it then
   */
  async orDrop<T>(
    conversation: Uuid,
    opening: Promise<T>,
    otherwise: (dropped: StoredConversation) => T,
  ): Promise<T> {
    try {
      return await opening;
    } catch (error) {
      if (!(error instanceof ShutBoxError)) throw error;
      return otherwise(await this.#drop(conversation));
    }
  }

  begin<Tables extends Table>(db: ChatDatabase, tables: Tables[]): Writing<Tables> {
    const tx = write(db, tables);
    tx.done.then(
      () => this.#wrote(),
      (error: unknown) => this.#failed(error),
    );
    return tx;
  }

  async #open(): Promise<OpenCopy> {
    const db = await openDatabase(this.#me, {
      blocked: () => this.problem.set('blocked'),
      taken: () => this.problem.set('taken'),
      terminated: () => this.#reopen(),
    });
    try {
      const copy = { db, rows: await rowsOf(db, this.#me) };
      this.problem.set(undefined);
      return copy;
    } catch (error) {
      // The next attempt opens it again.
      db.close();
      throw error;
    }
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
  async #openAgain(): Promise<OpenCopy> {
    for (const ms of REOPENED_AFTER_MS) {
      await new Promise<void>((resolve) => void this.#clock.setTimeout(resolve, ms));
      const copy = await this.#open().catch(() => undefined);
      if (copy !== undefined) return this.#unlessEmptied(copy);
    }
    throw new Error('the local copy does not open');
  }

  async #unlessEmptied(copy: OpenCopy): Promise<OpenCopy> {
    if (!this.#filled || (await copy.db.count('conversations')) > 0) return copy;
    copy.db.close();
    throw new Error('the local copy is empty');
  }

  async #drop(conversation: Uuid): Promise<StoredConversation> {
    const tx = await this.write(['conversations', 'entries', 'meta']);
    const conversations = tx.objectStore('conversations');
    const dropped = withoutWords(await storedIn(conversations, conversation));
    await conversations.put(dropped);
    await tx.objectStore('entries').delete(entryKeys(conversation, 0, Number.MAX_SAFE_INTEGER));
    // Without it, the server tells of every conversation.
    await tx.objectStore('meta').delete('headsToken');
    await tx.done;
    this.dropped.set(dropped);
    return dropped;
  }

  #wrote(): void {
    if (this.problem.get() === 'full') this.problem.set(undefined);
  }

  #failed(error: unknown): void {
    if (isForWantOfRoom(error)) this.problem.set('full');
  }
}
