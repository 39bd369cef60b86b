import type Database from 'better-sqlite3';
import { LIMITS, type Uuid } from '@parley/protocol';
import type { SessionEnd, SessionStore, StoredSession } from '../../../domain/sessions/session-store.ts';
import type { GroupCommit } from '../group-commit.ts';
import { SESSION_COLUMNS, SESSION_VALUES, sessionOf, sessionRow, type SessionRow } from './session-row.ts';
import { SessionTable } from './session-table.ts';
import { reading } from '../store-error.ts';

const SELECT = `SELECT ${SESSION_COLUMNS} FROM sessions`;

export class SqliteSessionStore implements SessionStore {
  readonly #commits: GroupCommit;
  readonly #table: SessionTable;
  readonly #sql;

  constructor(db: Database.Database, commits: GroupCommit) {
    this.#commits = commits;
    this.#table = new SessionTable(db);
    this.#sql = {
      expire: db.prepare<[number]>('DELETE FROM sessions WHERE expires_at <= ?'),
      insert: db.prepare<[SessionRow]>(`INSERT INTO sessions VALUES ${SESSION_VALUES}`),
      trim: db
        .prepare<[Uuid, Uuid, number], Uuid>(
          `DELETE FROM sessions WHERE sid IN (
            SELECT sid FROM sessions WHERE uid = ? AND sid <> ? ORDER BY last_seen_at DESC LIMIT -1 OFFSET ?
          ) RETURNING sid`,
        )
        .pluck(),
      find: db.prepare<[Uuid, number], SessionRow>(
        `${SELECT} WHERE sid = ? AND expires_at > ? AND suspended = 0`,
      ),
      allOf: db.prepare<[Uuid, number], SessionRow>(
        `${SELECT} WHERE uid = ? AND expires_at > ? ORDER BY created_at DESC`,
      ),
      setSuspended: db
        .prepare<{ uid: Uuid; suspended: number }, Uuid>(
          'UPDATE sessions SET suspended = :suspended WHERE uid = :uid AND suspended <> :suspended RETURNING sid',
        )
        .pluck(),
      renew: db.prepare<[number, number, Uuid, number]>(
        'UPDATE sessions SET last_seen_at = ?, expires_at = ? WHERE sid = ? AND expires_at > ? AND suspended = 0',
      ),
      endGrantedBy: db
        .prepare<[Uuid], Uuid>("DELETE FROM sessions WHERE granted ->> 'by' = ? RETURNING sid")
        .pluck(),
      end: db.prepare<[Uuid, Uuid]>('DELETE FROM sessions WHERE uid = ? AND sid = ?'),
    };
  }

  create(session: StoredSession): Promise<readonly Uuid[]> {
    return this.#commits.write(() => {
      this.#sql.expire.run(session.createdAt);
      this.#sql.insert.run(sessionRow(session));
      return this.#sql.trim.all(session.uid, session.sid, LIMITS.sessions - 1);
    });
  }

  async find(sid: Uuid, now: number): Promise<StoredSession | undefined> {
    return reading(() => this.#find(sid, now));
  }

  async ofUser(uid: Uuid, now: number): Promise<readonly StoredSession[]> {
    return (await this.allOf(uid, now)).filter(({ suspended }) => suspended !== true);
  }

  async allOf(uid: Uuid, now: number): Promise<readonly StoredSession[]> {
    return reading(() => this.#sql.allOf.all(uid, now).map(sessionOf));
  }

  setSuspended(uid: Uuid, suspended: boolean): Promise<readonly Uuid[]> {
    return this.#commits.write(() => this.#sql.setSuspended.all({ uid, suspended: Number(suspended) }));
  }

  renew(sid: Uuid, now: number, expiresAt: number): Promise<boolean> {
    return this.#commits.write(() => this.#sql.renew.run(now, expiresAt, sid, now).changes === 1);
  }

  end(uid: Uuid, sid: Uuid): Promise<boolean> {
    return this.#commits.write(() => this.#sql.end.run(uid, sid).changes === 1);
  }

  endSome(uid: Uuid, which: SessionEnd): Promise<readonly Uuid[]> {
    return this.#commits.write(() => this.#table.end(uid, which));
  }

  endGrantedBy(uid: Uuid): Promise<readonly Uuid[]> {
    return this.#commits.write(() => this.#sql.endGrantedBy.all(uid));
  }

  async ended(sids: readonly Uuid[], now: number): Promise<readonly Uuid[]> {
    return reading(() => sids.filter((sid) => this.#find(sid, now) === undefined));
  }

  #find(sid: Uuid, now: number): StoredSession | undefined {
    const row = this.#sql.find.get(sid, now);
    return row && sessionOf(row);
  }
}
