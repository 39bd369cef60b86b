import type Database from 'better-sqlite3';
import { ParleyError } from '@parley/protocol';
import { isBusy, isFailure, storeError } from './store-error.ts';

/** How long to wait for another process's lock, in ms: less than a client waits for its acknowledgement. */
const PATIENCE = 4_000;
const RETRY = 20;
/** Writes per commit: more would block the event loop for too long. */
const BATCH = 500;

/** Tells a caller how their write ended, once that is durable. */
type Settle = () => void;

interface Write {
  readonly run: () => Settle;
  /** Whether it writes more than one row, so that a refusal may have to undo some. */
  readonly several: boolean;
  readonly fail: (error: unknown) => void;
  /** ms of the monotonic clock */
  readonly deadline: number;
}

export interface Batch {
  /** Last chance to write before the commit. */
  beforeCommit(): void;
  /** The current write was undone, those before it in the batch were not. */
  undone(): void;
  /** Data read or written since the last commit is invalid. */
  forget(): void;
}

/**
 * All writes that arrive in one turn of the event loop share one commit; each that writes several rows has its savepoint. Callers learn of
 * success or refusal only after the commit, because either may depend on another write of the batch.
 */
export class GroupCommit {
  readonly #db: Database.Database;
  readonly #batch: Batch;
  readonly #sql;
  #version: number | undefined;
  #queue: Write[] = [];
  #scheduled = false;
  #closed = false;
  #idle: Settle[] = [];

  constructor(db: Database.Database, batch: Batch) {
    this.#db = db;
    this.#batch = batch;
    this.#sql = {
      begin: db.prepare('BEGIN IMMEDIATE'),
      commit: db.prepare('COMMIT'),
      rollback: db.prepare('ROLLBACK'),
      save: db.prepare('SAVEPOINT command'),
      release: db.prepare('RELEASE command'),
      undo: db.prepare('ROLLBACK TO command'),
      version: db.prepare<[], number>('PRAGMA data_version').pluck(),
    };
  }

  /**
   * Runs a change with the next commit and resolves to its result once that is durable. If the change throws, only that
   * change is undone.
   * @throws ParleyError `E_STORE_BUSY`, `E_STORE_FULL`: nothing was stored
   */
  write<T>(change: () => T): Promise<T> {
    return this.#add(change, true);
  }

  /**
   * Like `write`, for a change whose one row is the last that it does: it is there or it is not, and a savepoint, which
   * costs as much as the row, would have nothing to undo.
   * @throws ParleyError `E_STORE_BUSY`, `E_STORE_FULL`: nothing was stored
   */
  writeRow<T>(change: () => T): Promise<T> {
    return this.#add(change, false);
  }

  #add<T>(change: () => T, several: boolean): Promise<T> {
    if (this.#closed) return Promise.reject(new ParleyError('E_SHUTTING_DOWN'));
    return new Promise((resolve, reject) => {
      const run = () => {
        const value = change();
        return () => resolve(value);
      };
      this.#queue.push({ run, several, fail: reject, deadline: performance.now() + PATIENCE });
      if (!this.#scheduled) this.#schedule();
    });
  }

  /** Accepts no more writes, and resolves when those in progress have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#scheduled) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    const batch = this.#queue.splice(0, BATCH);
    try {
      const settles = this.#commit(batch);
      for (const settle of settles) settle();
      this.#next();
    } catch (error) {
      this.#rollBack();
      if (isBusy(error)) this.#wait(batch);
      else this.#refuse(batch, error);
    }
  }

  #commit(batch: readonly Write[]): Settle[] {
    this.#sql.begin.run();
    this.#forgetForeignWrites();
    const settles = batch.map((write) => this.#run(write));
    this.#batch.beforeCommit();
    this.#sql.commit.run();
    return settles;
  }

  /** An operator's tool may have written meanwhile; SQLite's data version shows it. */
  #forgetForeignWrites(): void {
    const version = this.#sql.version.get();
    if (version !== this.#version) this.#batch.forget();
    this.#version = version;
  }

  #run(write: Write): Settle {
    if (!write.several) return this.#attempt(write);
    this.#sql.save.run();
    const settle = this.#attempt(write);
    this.#sql.release.run();
    return settle;
  }

  #attempt({ run, fail, several }: Write): Settle {
    try {
      return run();
    } catch (error) {
      if (isFailure(error)) throw error;
      if (several) this.#undo();
      return () => fail(storeError(error));
    }
  }

  #undo(): void {
    this.#sql.undo.run();
    this.#batch.undone();
  }

  /** Some failures end the transaction by themselves. */
  #rollBack(): void {
    if (this.#db.inTransaction) this.#sql.rollback.run();
    this.#batch.forget();
  }

  #wait(batch: readonly Write[]): void {
    const now = performance.now();
    for (const write of batch) if (write.deadline <= now) write.fail(new ParleyError('E_STORE_BUSY'));
    this.#queue.unshift(...batch.filter(({ deadline }) => deadline > now));
    setTimeout(() => this.#flush(), RETRY);
  }

  #refuse(batch: readonly Write[], error: unknown): void {
    for (const { fail } of batch) fail(storeError(error));
    this.#next();
  }

  #next(): void {
    this.#scheduled = false;
    if (this.#queue.length > 0) {
      this.#schedule();
      return;
    }
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }
}
