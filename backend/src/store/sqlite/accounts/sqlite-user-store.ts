import type Database from 'better-sqlite3';
import {
  ParleyError,
  searchText,
  searchQuery,
  type Credential,
  type Profile,
  type User,
  type Uuid,
} from '@parley/protocol';
import type { NewKeys } from '../../../domain/keys/key-store.ts';
import type { Account, UsedInvitation, UserStore } from '../../../domain/users/user-store.ts';
import { firstFound } from '../../../domain/users/first-found.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import { KeyTables } from './key-tables.ts';
import {
  ACCOUNT_COLUMNS,
  accountOf,
  accountRow,
  USER_COLUMNS,
  userOf,
  type AccountRow,
  type UserRow,
} from './user-row.ts';

export class SqliteUserStore implements UserStore {
  readonly #commits: GroupCommit;
  readonly #keys: KeyTables;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#keys = new KeyTables(db);
    this.#sql = prepare(db);
  }

  create(account: Account, invitation?: UsedInvitation, keys?: NewKeys): Promise<User> {
    return this.#commits.write(() => {
      const { uid, username, displayName } = account.user;
      // Checked before the name: only the holder of a valid invitation may learn whether a name is taken.
      const admin = this.#useInvitation(uid, invitation) || account.user.admin;
      if (this.#sql.byUsername.get(username.toLowerCase()) !== undefined)
        throw new ParleyError('E_USERNAME_TAKEN');
      if (this.#sql.byUid.get(JSON.stringify([uid])) !== undefined) throw new ParleyError('E_BAD_REQUEST');
      const user = { ...account.user, admin };
      this.#sql.insert.run({
        ...accountRow({ ...account, user }),
        usernameLower: username.toLowerCase(),
        searchText: searchText({ name: displayName, username }),
      });
      if (keys !== undefined) this.#keys.begin(uid, keys);
      return user;
    });
  }

  async byUid(uids: readonly Uuid[]): Promise<readonly User[]> {
    return reading(() => this.#sql.byUid.all(JSON.stringify(uids)).map(userOf));
  }

  async byUsername(username: string): Promise<Account | undefined> {
    return reading(() => {
      const row = this.#sql.byUsername.get(username.toLowerCase());
      return row && accountOf(row);
    });
  }

  async search(text: string, limit: number): Promise<readonly User[]> {
    const { words, username } = searchQuery(text);
    // The first word alone leaves few rows, and its simple condition is three times as fast as the general one.
    const [first = '', ...others] = words;
    return reading(() => {
      const byUsername = username === '' ? [] : this.#sql.byBeginning.all({ username, limit });
      const byWords = this.#sql.byWords.all({ first, others: JSON.stringify(others), limit });
      return firstFound([byUsername.map(userOf), byWords.map(userOf)], limit);
    });
  }

  async byName(words: readonly string[], after: Uuid | undefined, limit: number): Promise<readonly User[]> {
    const place = { after: after ?? null, words: JSON.stringify(words), limit };
    return reading(() => this.#sql.byName.all(place).map(userOf));
  }

  setProfile(uid: Uuid, profile: Profile): Promise<User> {
    return this.#commits.write(() => {
      const row = this.#sql.byUid.get(JSON.stringify([uid]));
      if (row === undefined) throw new ParleyError('E_NOT_FOUND');
      const { displayName, about, colour = null } = profile;
      this.#sql.setProfile.run(
        displayName,
        about,
        colour,
        searchText({ name: displayName, username: row.username }),
        uid,
      );
      return userOf({ ...row, displayName, about, colour });
    });
  }

  setCredential(uid: Uuid, credential: Credential): Promise<void> {
    return this.#commits.write(() => {
      if (this.#sql.setCredential.run(JSON.stringify(credential), uid).changes === 0)
        throw new ParleyError('E_NOT_FOUND');
    });
  }

  setRemoved(uid: Uuid, removed: boolean): Promise<void> {
    return this.#commits.write(() => {
      if (this.#sql.setRemoved.run(Number(removed), uid).changes === 0) throw new ParleyError('E_NOT_FOUND');
    });
  }

  async countAdmins(): Promise<number> {
    return reading(() => this.#sql.countAdmins.get() ?? 0);
  }

  async page(after: string, limit: number): Promise<readonly User[]> {
    return reading(() => this.#sql.page.all(after.toLowerCase(), limit).map(userOf));
  }

  async count(): Promise<number> {
    return reading(() => this.#sql.count.get() ?? 0);
  }

  seen(uid: Uuid, time: number): Promise<void> {
    return this.#commits.write(() => void this.#sql.seen.run(time, uid));
  }

  async lastSeen(uids: readonly Uuid[]): Promise<ReadonlyMap<Uuid, number>> {
    const rows = reading(() => this.#sql.lastSeen.all(JSON.stringify(uids)));
    return new Map(rows.map(({ uid, time }) => [uid, time]));
  }

  block(uid: Uuid, blocked: Uuid): Promise<void> {
    return this.#commits.write(() => void this.#sql.block.run(uid, blocked));
  }

  unblock(uid: Uuid, blocked: Uuid): Promise<void> {
    return this.#commits.write(() => void this.#sql.unblock.run(uid, blocked));
  }

  async blockedBy(uid: Uuid): Promise<readonly Uuid[]> {
    return reading(() => this.#sql.blockedBy.all(uid));
  }

  /** Uses up an invitation, if one is given. @returns whether it makes an administrator */
  #useInvitation(uid: Uuid, invitation: UsedInvitation | undefined): boolean {
    if (invitation === undefined) return false;
    const { secretHash, now } = invitation;
    const admin = this.#sql.useInvitation.get(uid, now, secretHash, now);
    if (admin === undefined) throw new ParleyError('E_INVITATION_INVALID');
    return admin === 1;
  }
}

function prepare(db: Database.Database) {
  return {
    insert: db.prepare<[AccountRow & { usernameLower: string; searchText: string }]>(
      `INSERT INTO users (uid, username, username_lower, display_name, search_text, about, colour, admin, removed,
         machine, credential, created_at)
       VALUES (:uid, :username, :usernameLower, :displayName, :searchText, :about, :colour, :admin, :removed,
         :machine, :credential, :createdAt)`,
    ),
    useInvitation: db
      .prepare<[Uuid, number, string, number], number>(
        `UPDATE invitations SET used_by = ?, used_at = ? WHERE secret_hash = ? AND used_by IS NULL AND expires_at > ?
         RETURNING admin`,
      )
      .pluck(),
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
    // Everything is behind a user who does not exist.
    byName: db.prepare<[{ after: Uuid | null; words: string; limit: number }], UserRow>(
      `SELECT ${USER_COLUMNS} FROM users
       WHERE (removed, search_text, uid) >
           (coalesce((SELECT removed FROM users WHERE uid = :after), -1),
            coalesce((SELECT search_text FROM users WHERE uid = :after), ''), coalesce(:after, ''))
         AND NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(search_text, ' ' || value) = 0)
       ORDER BY removed, search_text, uid LIMIT :limit`,
    ),
    setProfile: db.prepare<[string, string, number | null, string, Uuid]>(
      'UPDATE users SET display_name = ?, about = ?, colour = ?, search_text = ? WHERE uid = ?',
    ),
    setCredential: db.prepare<[string, Uuid]>('UPDATE users SET credential = ? WHERE uid = ?'),
    setRemoved: db.prepare<[number, Uuid]>('UPDATE users SET removed = ? WHERE uid = ?'),
    countAdmins: db.prepare<[], number>('SELECT count(*) FROM users WHERE admin = 1 AND removed = 0').pluck(),
    page: db.prepare<[string, number], UserRow>(
      `SELECT ${USER_COLUMNS} FROM users WHERE username_lower > ? ORDER BY username_lower LIMIT ?`,
    ),
    count: db.prepare<[], number>('SELECT count(*) FROM users').pluck(),
    seen: db.prepare<[number, Uuid]>(
      'UPDATE users SET last_seen = max(coalesce(last_seen, 0), ?) WHERE uid = ?',
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
