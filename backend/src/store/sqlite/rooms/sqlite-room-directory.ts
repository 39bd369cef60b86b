import type { Uuid } from '@parley/protocol';
import type { DirectoryPlace, RoomDirectory } from '../../../domain/rooms/room-directory.ts';
import type { GroupCommit } from '../group-commit.ts';
import { reading } from '../store-error.ts';
import type { RoomEraser } from './room-eraser.ts';
import type { RoomTable } from './room-table.ts';

export class SqliteRoomDirectory implements RoomDirectory {
  readonly #commits: GroupCommit;
  readonly #rooms: RoomTable;
  readonly #eraser: RoomEraser;

  constructor(commits: GroupCommit, rooms: RoomTable, eraser: RoomEraser) {
    this.#commits = commits;
    this.#rooms = rooms;
    this.#eraser = eraser;
  }

  async page(
    words: readonly string[],
    after: DirectoryPlace | undefined,
    limit: number,
  ): Promise<readonly DirectoryPlace[]> {
    return reading(() => this.#rooms.page(words, after, limit));
  }

  async listed(conversations: readonly Uuid[]): Promise<readonly Uuid[]> {
    return reading(() => conversations.filter((conversation) => this.#rooms.isListed(conversation)));
  }

  record(places: readonly DirectoryPlace[], upTo: string): Promise<void> {
    return this.#commits.write(() => {
      for (const place of places) this.#rooms.move(place);
      this.#rooms.setToken(upTo);
    });
  }

  async recordedUpTo(): Promise<string | undefined> {
    return reading(() => this.#rooms.token);
  }

  /** An idle server writes nothing. */
  async eraseSome(before: number): Promise<boolean> {
    if (!reading(() => this.#eraser.isBehind(before))) return false;
    await this.#commits.write(() => this.#eraser.step(before));
    return true;
  }
}
