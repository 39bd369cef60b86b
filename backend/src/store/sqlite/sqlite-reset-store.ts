import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { ResetStore, StoredReset } from '../../domain/sessions/reset-store.ts';
import type { GroupCommit } from './group-commit.ts';

export class SqliteResetStore implements ResetStore {
  readonly #commits: GroupCommit;
  readonly #put: Database.Statement<[StoredReset]>;
  readonly #take: Database.Statement<[Uuid, string, number]>;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#put = db.prepare('INSERT OR REPLACE INTO resets VALUES (:uid, :secretHash, :expiresAt)');
    this.#take = db.prepare('DELETE FROM resets WHERE uid = ? AND secret_hash = ? AND expires_at > ?');
  }

  put(reset: StoredReset): Promise<void> {
    return this.#commits.write(() => void this.#put.run(reset));
  }

  take(uid: Uuid, secretHash: string, now: number): Promise<boolean> {
    return this.#commits.write(() => this.#take.run(uid, secretHash, now).changes === 1);
  }
}
