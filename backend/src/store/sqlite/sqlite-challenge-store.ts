import type Database from 'better-sqlite3';
import type { ChallengeStore, StoredChallenge } from '../../domain/sessions/challenge-store.ts';
import type { GroupCommit } from './group-commit.ts';

export class SqliteChallengeStore implements ChallengeStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      expire: db.prepare<[number]>('DELETE FROM challenges WHERE expires_at <= ?'),
      insert: db.prepare<[StoredChallenge]>(
        'INSERT INTO challenges (challenge, username, expires_at) VALUES (:challenge, :username, :expiresAt)',
      ),
      trim: db.prepare<[number]>(
        'DELETE FROM challenges WHERE number <= (SELECT number FROM challenges ORDER BY number DESC LIMIT 1 OFFSET ?)',
      ),
      take: db.prepare<[string], StoredChallenge>(
        'DELETE FROM challenges WHERE challenge = ? RETURNING challenge, username, expires_at AS expiresAt',
      ),
    };
  }

  put(challenge: StoredChallenge, now: number, limit: number): Promise<void> {
    return this.#commits.write(() => {
      this.#sql.expire.run(now);
      this.#sql.insert.run(challenge);
      this.#sql.trim.run(limit);
    });
  }

  take(challenge: string, now: number): Promise<StoredChallenge | undefined> {
    return this.#commits.write(() => {
      const taken = this.#sql.take.get(challenge);
      return taken !== undefined && taken.expiresAt > now ? taken : undefined;
    });
  }
}
