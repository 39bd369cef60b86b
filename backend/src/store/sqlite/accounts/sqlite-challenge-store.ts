import type Database from 'better-sqlite3';
import type { ChallengeStore, UsedChallenge } from '../../../domain/passwords/challenge-store.ts';
import type { GroupCommit } from '../group-commit.ts';

export class SqliteChallengeStore implements ChallengeStore {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      expire: db.prepare<[number]>('DELETE FROM challenges WHERE expires_at <= ?'),
      insert: db.prepare<[UsedChallenge]>(
        `INSERT INTO challenges (challenge, username, expires_at) VALUES (:challenge, :subject, :expiresAt)
         ON CONFLICT (challenge) DO NOTHING`,
      ),
    };
  }

  use(challenge: UsedChallenge, now: number): Promise<boolean> {
    return this.#commits.write(() => {
      this.#sql.expire.run(now);
      return this.#sql.insert.run(challenge).changes === 1;
    });
  }
}
