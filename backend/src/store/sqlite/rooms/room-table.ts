import type Database from 'better-sqlite3';
import { searchText, type ConversationState, type Entry, type Uuid } from '@parley/protocol';
import type { DirectoryPlace } from '../../../domain/rooms/room-directory.ts';
import { uuidOfBlob } from '../stored-uuid.ts';
import type { UuidTable } from '../conversations/uuid-table.ts';

interface PageQuery {
  /** JSON */
  readonly words: string;
  readonly active: number;
  readonly conversation: number;
  readonly limit: number;
}

interface EndedRow {
  readonly uuid: Buffer;
  readonly erased: number;
}

interface PlaceRow {
  readonly uuid: Buffer;
  readonly active: number;
}

const BEFORE_ALL = { active: Number.MAX_SAFE_INTEGER, conversation: 0 };

/** The directory of rooms. Changes run inside a transaction of `GroupCommit`. */
export class RoomTable {
  /** For tests, which look at what it touches. */
  static readonly PAGE = `SELECT uuid, active FROM rooms JOIN uuids ON number = conversation
    WHERE ended IS NULL AND (active, conversation) < (:active, :conversation)
      AND NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(text, ' ' || value) = 0)
    ORDER BY active DESC, conversation DESC LIMIT :limit`;

  readonly #sql;
  readonly #uuids: UuidTable;

  constructor(db: Database.Database, uuids: UuidTable) {
    this.#uuids = uuids;
    this.#sql = {
      list: db.prepare<[number, string, number]>(
        'INSERT INTO rooms (conversation, text, active) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      ),
      rename: db.prepare<[string, number]>('UPDATE rooms SET text = ? WHERE conversation = ?'),
      end: db.prepare<[number, number]>('UPDATE rooms SET ended = ? WHERE conversation = ?'),
      move: db.prepare<[number, number]>('UPDATE rooms SET active = max(active, ?) WHERE conversation = ?'),
      isListed: db
        .prepare<[number], number>('SELECT 1 FROM rooms WHERE conversation = ? AND ended IS NULL')
        .pluck(),
      page: db.prepare<[PageQuery], PlaceRow>(RoomTable.PAGE),
      firstEnded: db.prepare<[number], EndedRow>(
        `SELECT uuid, erased FROM rooms JOIN uuids ON number = conversation
         WHERE ended < ? AND ended IS NOT NULL ORDER BY ended LIMIT 1`,
      ),
      setErased: db.prepare<[number, number]>('UPDATE rooms SET erased = ? WHERE conversation = ?'),
      forget: db.prepare<[number]>('DELETE FROM rooms WHERE conversation = ?'),
      setToken: db.prepare<[string]>('UPDATE room_activity SET token = ?'),
      token: db.prepare<[], string | null>('SELECT token FROM room_activity').pluck(),
    };
  }

  /** Follows an entry of a room. @param state after it */
  follow({ name = '' }: Pick<ConversationState, 'name'>, { conversation, body, time }: Entry): void {
    const room = this.#uuids.numberOf(conversation);
    if (body.kind === 'created') this.#sql.list.run(room, searchText({ name }), time);
    if (body.kind === 'renamed') this.#sql.rename.run(searchText({ name }), room);
    if (body.kind === 'ended') this.#sql.end.run(time, room);
  }

  page(
    words: readonly string[],
    after: DirectoryPlace | undefined,
    limit: number,
  ): readonly DirectoryPlace[] {
    const place = after === undefined ? BEFORE_ALL : this.#placeOf(after);
    const query = { ...place, words: JSON.stringify(words), limit };
    return this.#sql.page
      .all(query)
      .map((row) => ({ conversation: uuidOfBlob(row.uuid), active: row.active }));
  }

  isListed(conversation: Uuid): boolean {
    return this.#sql.isListed.get(this.#uuids.numberOf(conversation)) !== undefined;
  }

  /** Moves the activity of a room forward. */
  move({ conversation, active }: DirectoryPlace): void {
    this.#sql.move.run(active, this.#uuids.numberOf(conversation));
  }

  /** A room that was deleted before a time, and up to where it is erased. */
  firstEnded(before: number): { readonly conversation: Uuid; readonly erased: number } | undefined {
    const row = this.#sql.firstEnded.get(before);
    return row && { conversation: uuidOfBlob(row.uuid), erased: row.erased };
  }

  setErased(conversation: Uuid, erased: number): void {
    this.#sql.setErased.run(erased, this.#uuids.numberOf(conversation));
  }

  /** A room that is erased as a whole. */
  forget(conversation: Uuid): void {
    this.#sql.forget.run(this.#uuids.numberOf(conversation));
  }

  get token(): string | undefined {
    return this.#sql.token.get() ?? undefined;
  }

  setToken(token: string): void {
    this.#sql.setToken.run(token);
  }

  #placeOf({ conversation, active }: DirectoryPlace): Pick<PageQuery, 'active' | 'conversation'> {
    return { active, conversation: this.#uuids.numberOf(conversation) };
  }
}
