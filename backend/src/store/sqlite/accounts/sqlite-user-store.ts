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
import type {
  Account,
  AccountEntry,
  Standing,
  UsedInvitation,
  UserStore,
} from '../../../domain/users/user-store.ts';
import { canAdminister } from '../../../domain/users/can-administer.ts';
import { changedStanding } from '../../../domain/users/changed-standing.ts';
import { deletedUser } from '../../../domain/users/deleted-user.ts';
import { firstFound } from '../../../domain/users/first-found.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import { KeyTables } from './key-tables.ts';
import { accountOf, accountRow, entryOf, userOf, type UserRow } from './user-row.ts';
import { userStatements, type UsedRow } from './user-statements.ts';

export class SqliteUserStore implements UserStore {
  readonly #commits: GroupCommit;
  readonly #keys: KeyTables;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#keys = new KeyTables(db);
    this.#sql = userStatements(db);
  }

  create(account: Account, invitation?: UsedInvitation, keys?: NewKeys): Promise<User> {
    return this.#commits.write(() => {
      const { uid, username, displayName } = account.user;
      // Checked before the name: only the holder of a valid invitation may learn whether a name is taken.
      const used = this.#useInvitation(uid, invitation);
      const admin = used?.admin === 1 || account.user.admin;
      if (this.#sql.byUsername.get(username.toLowerCase()) !== undefined)
        throw new ParleyError('E_USERNAME_TAKEN');
      if (this.#sql.byUid.get(JSON.stringify([uid])) !== undefined) throw new ParleyError('E_BAD_REQUEST');
      const user = { ...account.user, admin };
      this.#sql.insert.run({
        ...accountRow({ ...account, user, invitedBy: used?.createdBy ?? account.invitedBy }),
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
      return row?.deletedAt === null ? accountOf(row) : undefined;
    });
  }

  async isTaken(username: string): Promise<boolean> {
    return reading(() => this.#sql.byUsername.get(username.toLowerCase()) !== undefined);
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

  async entriesByName(
    words: readonly string[],
    after: Uuid | undefined,
    limit: number,
  ): Promise<readonly AccountEntry[]> {
    const place = { after: after ?? null, words: JSON.stringify(words), limit };
    return reading(() => this.#sql.entriesByName.all(place).map(entryOf));
  }

  async entryOf(uid: Uuid): Promise<AccountEntry | undefined> {
    return reading(() => {
      const row = this.#sql.entry.get(uid);
      return row && entryOf(row);
    });
  }

  setProfile(uid: Uuid, profile: Profile): Promise<User> {
    return this.#commits.write(() => {
      const row = this.#present(uid);
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

  setStanding(uid: Uuid, change: Partial<Standing>): Promise<User> {
    return this.#commits.write(() => {
      const before = userOf(this.#present(uid));
      const { admin, removed } = changedStanding(before, change);
      this.#keepAnAdmin(before, { admin, removed });
      this.#sql.setStanding.run(Number(admin), Number(removed), uid);
      return before;
    });
  }

  beginDeletion(uid: Uuid, at: number, credential: Credential): Promise<void> {
    return this.#commits.write(() => {
      const row = this.#row(uid);
      if (row.deletedAt !== null) return;
      const { username, displayName, about, admin, removed } = deletedUser(uid);
      this.#keepAnAdmin(userOf(row), { admin, removed });
      const names = { displayName, about, searchText: searchText({ name: displayName, username }) };
      this.#sql.beginDeletion.run({ ...names, uid, at, credential: JSON.stringify(credential) });
    });
  }

  endDeletion(uid: Uuid): Promise<void> {
    return this.#commits.write(() => void this.#sql.endDeletion.run(uid));
  }

  async unfinishedDeletions(limit: number, after: Uuid = ''): Promise<readonly Uuid[]> {
    return reading(() => this.#sql.unfinished.all(after, limit));
  }

  async page(after: string, limit: number): Promise<readonly User[]> {
    return reading(() => this.#sql.page.all(after.toLowerCase(), limit).map(userOf));
  }

  async count(): Promise<number> {
    return reading(() => this.#sql.count.get() ?? 0);
  }

  async hasAdmin(): Promise<boolean> {
    return reading(() => this.#sql.hasAdmin.get() === 1);
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

  /** Uses up an invitation, if one is given. */
  #useInvitation(uid: Uuid, invitation: UsedInvitation | undefined): UsedRow | undefined {
    if (invitation === undefined) return undefined;
    const { secretHash, now } = invitation;
    const used = this.#sql.useInvitation.get(uid, now, secretHash, now);
    if (used === undefined) throw new ParleyError('E_INVITATION_INVALID');
    return used;
  }

  /** Inside the commit of the change, which no other process writes between. */
  #keepAnAdmin(before: Standing, after: Standing): void {
    if (!canAdminister(before) || canAdminister(after)) return;
    if ((this.#sql.countAdmins.get() ?? 0) === 1) throw new ParleyError('E_LAST_ADMIN');
  }

  #row(uid: Uuid): UserRow {
    const row = this.#sql.byUid.get(JSON.stringify([uid]));
    if (row === undefined) throw new ParleyError('E_NOT_FOUND');
    return row;
  }

  #present(uid: Uuid): UserRow {
    const row = this.#row(uid);
    if (row.deletedAt !== null) throw new ParleyError('E_NOT_FOUND');
    return row;
  }
}
