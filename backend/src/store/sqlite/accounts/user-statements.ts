import type Database from 'better-sqlite3';
import type { Uuid } from '@parley/protocol';
import {
  ACCOUNT_COLUMNS,
  ENTRY_COLUMNS,
  USER_COLUMNS,
  type AccountRow,
  type EntryRow,
  type UserRow,
} from './user-row.ts';

/** Everything is behind a user who does not exist. */
const IN_NAME_ORDER = `WHERE (removed, search_text, uid) >
    (coalesce((SELECT removed FROM users WHERE uid = :after), -1),
     coalesce((SELECT search_text FROM users WHERE uid = :after), ''), coalesce(:after, ''))
  AND NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(search_text, ' ' || value) = 0)
  ORDER BY removed, search_text, uid LIMIT :limit`;

interface NamePlace {
  readonly after: Uuid | null;
  /** JSON */
  readonly words: string;
  readonly limit: number;
}

interface DeletedRow extends Pick<UserRow, 'uid' | 'displayName' | 'about'> {
  readonly searchText: string;
  readonly at: number;
  /** JSON */
  readonly credential: string;
}

/** What an invitation says of the account that used it. */
export interface UsedRow {
  readonly admin: number;
  readonly createdBy: string | null;
}

/** All that the store of accounts asks and writes. */
export function userStatements(db: Database.Database) {
  return {
    insert: db.prepare<[AccountRow & { usernameLower: string; searchText: string }]>(
      `INSERT INTO users (uid, username, username_lower, display_name, search_text, about, colour, admin, removed,
         machine, credential, created_at, invited_by, deleted_at, deleting)
       VALUES (:uid, :username, :usernameLower, :displayName, :searchText, :about, :colour, :admin, :removed,
         :machine, :credential, :createdAt, :invitedBy, :deletedAt, :deleting)`,
    ),
    useInvitation: db.prepare<[Uuid, number, string, number], UsedRow>(
      `UPDATE invitations SET used_by = ?, used_at = ? WHERE secret_hash = ? AND used_by IS NULL AND expires_at > ?
       RETURNING admin, created_by AS createdBy`,
    ),
    byUid: db.prepare<[string], UserRow>(
      `SELECT ${USER_COLUMNS} FROM users WHERE uid IN (SELECT value FROM json_each(?))`,
    ),
    byUsername: db.prepare<[string], AccountRow>(
      `SELECT ${ACCOUNT_COLUMNS} FROM users WHERE username_lower = ?`,
    ),
    // The + keeps SQLite from using the index on `removed`, which would visit every active user.
    byBeginning: db.prepare<[{ username: string; limit: number }], UserRow>(
      `SELECT ${USER_COLUMNS} FROM users
       WHERE username_lower >= :username AND username_lower < :username || char(1114111) AND +removed = 0
       ORDER BY username_lower = :username DESC, search_text LIMIT :limit`,
    ),
    byWords: db.prepare<[{ first: string; others: string; limit: number }], UserRow>(
      `SELECT ${USER_COLUMNS} FROM users
       WHERE removed = 0 AND instr(search_text, ' ' || :first) > 0
         AND NOT EXISTS (SELECT 1 FROM json_each(:others) WHERE instr(search_text, ' ' || value) = 0)
       ORDER BY search_text LIMIT :limit`,
    ),
    byName: db.prepare<[NamePlace], UserRow>(`SELECT ${USER_COLUMNS} FROM users ${IN_NAME_ORDER}`),
    entriesByName: db.prepare<[NamePlace], EntryRow>(`SELECT ${ENTRY_COLUMNS} FROM users ${IN_NAME_ORDER}`),
    entry: db.prepare<[Uuid], EntryRow>(`SELECT ${ENTRY_COLUMNS} FROM users WHERE uid = ?`),
    setProfile: db.prepare<[string, string, number | null, string, Uuid]>(
      'UPDATE users SET display_name = ?, about = ?, colour = ?, search_text = ? WHERE uid = ?',
    ),
    setCredential: db.prepare<[string, Uuid]>(
      'UPDATE users SET credential = ? WHERE uid = ? AND deleted_at IS NULL',
    ),
    setStanding: db.prepare<[number, number, Uuid]>('UPDATE users SET admin = ?, removed = ? WHERE uid = ?'),
    beginDeletion: db.prepare<[DeletedRow]>(
      `UPDATE users SET display_name = :displayName, about = :about, search_text = :searchText, colour = NULL,
         admin = 0, removed = 1, machine = NULL, credential = :credential, last_seen = NULL, deleted_at = :at,
         deleting = 1
       WHERE uid = :uid`,
    ),
    endDeletion: db.prepare<[Uuid]>('UPDATE users SET deleting = 0 WHERE uid = ?'),
    unfinished: db
      .prepare<[Uuid, number], Uuid>(
        'SELECT uid FROM users WHERE deleting = 1 AND uid > ? ORDER BY uid LIMIT ?',
      )
      .pluck(),
    countAdmins: db.prepare<[], number>('SELECT count(*) FROM users WHERE admin = 1 AND removed = 0').pluck(),
    hasAdmin: db.prepare<[], number>('SELECT 1 FROM users WHERE admin = 1 AND removed = 0 LIMIT 1').pluck(),
    page: db.prepare<[string, number], UserRow>(
      `SELECT ${USER_COLUMNS} FROM users WHERE username_lower > ? AND deleted_at IS NULL ORDER BY username_lower LIMIT ?`,
    ),
    count: db.prepare<[], number>('SELECT count(*) FROM users').pluck(),
    seen: db.prepare<[number, Uuid]>(
      'UPDATE users SET last_seen = max(coalesce(last_seen, 0), ?) WHERE uid = ? AND deleted_at IS NULL',
    ),
    lastSeen: db.prepare<[string], { uid: Uuid; time: number }>(
      `SELECT uid, last_seen AS time FROM users
       WHERE uid IN (SELECT value FROM json_each(?)) AND last_seen IS NOT NULL`,
    ),
    block: db.prepare<[Uuid, Uuid]>('INSERT INTO blocks VALUES (?, ?) ON CONFLICT DO NOTHING'),
    unblock: db.prepare<[Uuid, Uuid]>('DELETE FROM blocks WHERE uid = ? AND blocked = ?'),
    blockedBy: db.prepare<[Uuid], Uuid>('SELECT blocked FROM blocks WHERE uid = ?').pluck(),
  };
}
