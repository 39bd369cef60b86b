import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { PairingStore, StoredPairing } from '../../../domain/keys/pairing-store.ts';
import type { GroupCommit } from '../group-commit.ts';

export class SqlitePairingStore implements PairingStore {
  readonly #commits: GroupCommit;
  readonly #expire: Database.Statement<[number]>;
  readonly #put: Database.Statement<[StoredPairing]>;
  readonly #take: Database.Statement<[Uuid], Pick<StoredPairing, 'wrap' | 'expiresAt'>>;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#expire = db.prepare('DELETE FROM pairings WHERE expires_at <= ?');
    this.#put = db.prepare('INSERT OR REPLACE INTO pairings VALUES (:uid, :wrap, :expiresAt)');
    this.#take = db.prepare('DELETE FROM pairings WHERE uid = ? RETURNING wrap, expires_at AS expiresAt');
  }

  put(pairing: StoredPairing, now: number): Promise<void> {
    return this.#commits.write(() => {
      this.#expire.run(now);
      this.#put.run(pairing);
    });
  }

  take(uid: Uuid, now: number): Promise<string | undefined> {
    return this.#commits.write(() => {
      const taken = this.#take.get(uid);
      return taken !== undefined && taken.expiresAt > now ? taken.wrap : undefined;
    });
  }
}
