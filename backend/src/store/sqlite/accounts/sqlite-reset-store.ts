import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { ResetStore, StoredReset } from '../../../domain/passwords/reset-store.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';

export class SqliteResetStore implements ResetStore {
  readonly #commits: GroupCommit;
  readonly #put: Database.Statement<[StoredReset]>;
  readonly #holds: Database.Statement<[Uuid, string, number], number>;
  readonly #take: Database.Statement<[Uuid, string, number]>;
  readonly #withdraw: Database.Statement<[Uuid]>;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#put = db.prepare('INSERT OR REPLACE INTO resets VALUES (:uid, :secretHash, :expiresAt)');
    this.#holds = db
      .prepare<[Uuid, string, number], number>(
        'SELECT 1 FROM resets WHERE uid = ? AND secret_hash = ? AND expires_at > ?',
      )
      .pluck();
    this.#withdraw = db.prepare('DELETE FROM resets WHERE uid = ?');
    this.#take = db.prepare('DELETE FROM resets WHERE uid = ? AND secret_hash = ? AND expires_at > ?');
  }

  put(reset: StoredReset): Promise<void> {
    return this.#commits.write(() => void this.#put.run(reset));
  }

  async holds(uid: Uuid, secretHash: string, now: number): Promise<boolean> {
    return reading(() => this.#holds.get(uid, secretHash, now) !== undefined);
  }

  withdraw(uid: Uuid): Promise<void> {
    return this.#commits.write(() => void this.#withdraw.run(uid));
  }

  take(uid: Uuid, secretHash: string, now: number): Promise<boolean> {
    return this.#commits.write(() => this.#take.run(uid, secretHash, now).changes === 1);
  }
}
