import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import type { RoomLock, RoomLocks } from '../../../domain/rooms/room-locks.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import { lockKey, lockOf, lockRow, type LockRow } from './lock-row.ts';

export class SqliteRoomLocks implements RoomLocks {
  readonly #commits: GroupCommit;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#sql = {
      insert: db.prepare<[LockRow]>(
        'INSERT INTO room_locks VALUES (:key, :conversation, :id, :credential, :time) ON CONFLICT DO NOTHING',
      ),
      get: db.prepare<[string], LockRow>('SELECT * FROM room_locks WHERE key = ?'),
      keepOnly: db.prepare<[Uuid, string, number]>(
        'DELETE FROM room_locks WHERE conversation = ? AND id <> ? AND time < ?',
      ),
    };
  }

  put(lock: RoomLock): Promise<RoomLock> {
    return this.#commits.write(() => {
      this.#sql.insert.run(lockRow(lock));
      return this.#get(lock) ?? lock;
    });
  }

  async find(conversation: Uuid, id: Uuid): Promise<RoomLock | undefined> {
    return reading(() => this.#get({ conversation, id }));
  }

  keepOnly(conversation: Uuid, id: Uuid | undefined, before: number): Promise<void> {
    return this.#commits.write(() => {
      this.#sql.keepOnly.run(conversation, id ?? '', before);
    });
  }

  #get(lock: Pick<RoomLock, 'conversation' | 'id'>): RoomLock | undefined {
    const row = this.#sql.get.get(lockKey(lock));
    return row && lockOf(row);
  }
}
