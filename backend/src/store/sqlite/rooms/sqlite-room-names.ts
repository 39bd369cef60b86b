import type Database from 'better-sqlite3';
import type { NameClaim, RoomNames } from '../../../domain/rooms/room-names.ts';
import type { GroupCommit } from '../group-commit.ts';

export class SqliteRoomNames implements RoomNames {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      insert: db.prepare<[NameClaim]>(
        'INSERT INTO room_names VALUES (:folded, :conversation, :id, :sender, :time) ON CONFLICT DO NOTHING',
      ),
      replace: db.prepare<[string, string, string, number, string, string, number]>(
        'UPDATE room_names SET conversation = ?, id = ?, sender = ?, time = ? WHERE folded = ? AND id = ? AND time = ?',
      ),
      get: db.prepare<[string], NameClaim>('SELECT * FROM room_names WHERE folded = ?'),
    };
  }

  claim(claim: NameClaim, replaces?: NameClaim): Promise<NameClaim> {
    const { folded, conversation, id, sender, time } = claim;
    return this.#commits.write(() => {
      if (replaces === undefined) this.#sql.insert.run(claim);
      else this.#sql.replace.run(conversation, id, sender, time, folded, replaces.id, replaces.time);
      return this.#sql.get.get(folded) ?? claim;
    });
  }

  async find(folded: string): Promise<NameClaim | undefined> {
    return this.#sql.get.get(folded);
  }
}
