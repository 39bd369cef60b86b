import type Database from 'better-sqlite3';
import type { ConversationState, Entry, Uuid } from '@parley/protocol';
import type { ArchivedLogs, ArchivedMembership } from '../../../domain/archive/archive.ts';
import { ConversationTables } from '../conversations/conversation-tables.ts';

/** The logs of a database that no server has open. */
export class SqliteArchivedLogs implements ArchivedLogs {
  readonly #db: Database.Database;
  readonly #tables: ConversationTables;
  readonly #sql;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#tables = new ConversationTables(db);
    this.#sql = {
      count: db.prepare<[], number>('SELECT count(*) FROM conversations').pluck(),
      countEntries: db.prepare<[], number>('SELECT count(*) FROM entries').pluck(),
      page: db
        .prepare<[string, number], Uuid>(
          'SELECT conversation FROM conversations WHERE conversation > ? ORDER BY conversation LIMIT ?',
        )
        .pluck(),
      last: db
        .prepare<[Uuid], number>('SELECT seq FROM entries WHERE conversation = ? ORDER BY seq DESC LIMIT 1')
        .pluck(),
      members: db
        .prepare<[Uuid], Uuid>('SELECT uid FROM members WHERE conversation = ? ORDER BY uid')
        .pluck(),
    };
  }

  async count(): Promise<number> {
    return this.#sql.count.get() ?? 0;
  }

  async countEntries(): Promise<number> {
    return this.#sql.countEntries.get() ?? 0;
  }

  async page(after: string, limit: number): Promise<readonly Uuid[]> {
    return this.#sql.page.all(after, limit);
  }

  async state(conversation: Uuid): Promise<ConversationState | undefined> {
    return this.#tables.states.get(conversation);
  }

  async last(conversation: Uuid): Promise<Entry | undefined> {
    return this.#tables.entries.at(conversation, this.#sql.last.get(conversation) ?? 0);
  }

  async entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]> {
    return this.#tables.entries.range(conversation, from, to);
  }

  async put(entries: readonly Entry[]): Promise<void> {
    this.#write(() => {
      for (const entry of entries) this.#tables.entries.insert(entry);
    });
  }

  async memberships(conversation: Uuid): Promise<readonly ArchivedMembership[]> {
    return this.#sql.members
      .all(conversation)
      .map((uid) => ({ uid, ...this.#tables.members.get(conversation, uid) }));
  }

  async finish(state: ConversationState, memberships: readonly ArchivedMembership[]): Promise<void> {
    const { conversation } = state;
    const { members, states, changes } = this.#tables;
    this.#write(() => {
      for (const { uid, mark, preferences } of memberships) {
        members.join(conversation, uid, 0, changes.next());
        if (state.members[uid]?.role == null) members.leave(conversation, uid, changes.next());
        members.setMark(conversation, uid, mark, changes.next());
        members.setPreferences(conversation, uid, preferences, changes.next());
      }
      states.grow(undefined, state);
    });
  }

  #write(write: () => void): void {
    this.#db
      .transaction(() => {
        write();
        this.#tables.beforeCommit();
      })
      .immediate();
  }
}
