import type Database from 'better-sqlite3';
import { isRoom, type ConversationState, type Entry, type Uuid } from '@parley/protocol';
import type { ArchivedLogs, ArchivedMembership, LogPosition } from '../../../domain/archive/archive.ts';
import { isPresent, type RoomMembership } from '../../../domain/rooms/room-members.ts';
import { blobOf, uuidOfBlob } from '../stored-uuid.ts';
import { ConversationTables } from '../conversations/conversation-tables.ts';

/** The logs of a database. No server may have it open while they are written. */
export class SqliteArchivedLogs implements ArchivedLogs {
  readonly #db: Database.Database;
  readonly #tables: ConversationTables;
  readonly #sql;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#tables = new ConversationTables(db);
    this.#sql = {
      count: db.prepare<[], number>('SELECT count(*) FROM snapshots').pluck(),
      countEntries: db.prepare<[], number>('SELECT count(*) FROM entries').pluck(),
      page: db
        .prepare<[Buffer, number], Buffer>(
          'SELECT uuid FROM snapshots JOIN uuids ON number = conversation WHERE uuid > ? ORDER BY uuid LIMIT ?',
        )
        .pluck(),
      remembered: db.prepare<[number], LogPosition>(
        `SELECT state ->> 'head' AS head, state ->> 'chain' AS chain FROM snapshots WHERE conversation = ?`,
      ),
      furthestMark: db
        .prepare<[number], number | null>('SELECT max(delivered) FROM members WHERE conversation = ?')
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
    return this.#sql.page.all(blobOf(after), limit).map(uuidOfBlob);
  }

  async state(conversation: Uuid): Promise<ConversationState | undefined> {
    return this.#tables.states.get(conversation);
  }

  async remembered(conversation: Uuid): Promise<LogPosition | undefined> {
    return this.#sql.remembered.get(this.#tables.uuids.numberOf(conversation));
  }

  async furthestMark(conversation: Uuid): Promise<number> {
    return this.#sql.furthestMark.get(this.#tables.uuids.numberOf(conversation)) ?? 0;
  }

  async last(conversation: Uuid): Promise<Entry | undefined> {
    return this.#tables.entries.last(conversation);
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
    const { members, roomMembers } = this.#tables;
    const state = this.#tables.states.get(conversation);
    return members.usersOf(conversation).flatMap((uid) => {
      const room = roomMembers.of(conversation, uid);
      // Who was banned without ever being a member, and is not any more.
      if (room === undefined && state !== undefined && isRoom(state)) return [];
      return { uid, ...members.get(conversation, uid), ...(room !== undefined && { room }) };
    });
  }

  async finish(state: ConversationState, memberships: readonly ArchivedMembership[]): Promise<void> {
    const { conversation } = state;
    const { members, roomMembers, states, changes } = this.#tables;
    this.#write(() => {
      for (const { uid, mark, preferences, room } of memberships) {
        members.join(conversation, uid, 0, changes.next());
        if (room !== undefined) roomMembers.set(conversation, uid, room);
        if (isOut(state, uid, room)) members.leave(conversation, uid, changes.next());
        members.setMark(conversation, uid, mark, changes.next());
        members.setPreferences(conversation, uid, preferences, changes.next());
      }
      states.grow(undefined, state);
      if (isRoom(state)) this.#list(state);
    });
  }

  /** The directory is no part of an archive: it follows from the log. */
  #list(state: ConversationState): void {
    const { conversation, head, ended } = state;
    const { entries, rooms } = this.#tables;
    const [first, last] = [entries.at(conversation, 1), entries.last(conversation)];
    if (first === undefined || last === undefined) return;
    rooms.follow(state, first);
    rooms.move({ conversation, active: entries.lastMessage(conversation, 1, head)?.time ?? first.time });
    if (ended) rooms.follow(state, last);
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

function isOut({ members }: ConversationState, uid: Uuid, room: RoomMembership | undefined): boolean {
  return room === undefined ? members[uid]?.role == null : !isPresent(room);
}
