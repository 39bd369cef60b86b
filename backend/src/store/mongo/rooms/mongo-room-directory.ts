import type { Uuid } from '@parley/protocol';
import type { DirectoryPlace, RoomDirectory } from '../../../domain/rooms/room-directory.ts';
import type { Models } from '../models.ts';
import { retryUpsert } from '../retry-upsert.ts';
import { storing } from '../store-error.ts';
import { withWords } from '../with-words.ts';
import { RoomEraser } from './room-eraser.ts';

const PLACE = { active: 1 } as const;

export class MongoRoomDirectory implements RoomDirectory {
  readonly #rooms: Models['rooms'];
  readonly #meta: Models['meta'];
  readonly #eraser: RoomEraser;

  constructor(models: Models) {
    this.#rooms = models.rooms;
    this.#meta = models.meta;
    this.#eraser = new RoomEraser(models);
  }

  page(
    words: readonly string[],
    after: DirectoryPlace | undefined,
    limit: number,
  ): Promise<readonly DirectoryPlace[]> {
    return storing(async () => {
      const found = await this.#rooms
        .find(
          { ...behind(after), ...(words.length > 0 && { searchText: { $regex: withWords(words) } }) },
          PLACE,
        )
        .sort({ active: -1, _id: -1 })
        .limit(limit)
        .lean();
      return found.map(({ _id, active = 0 }) => ({ conversation: _id, active }));
    });
  }

  listed(conversations: readonly Uuid[]): Promise<readonly Uuid[]> {
    return storing(async () => {
      const filter = { _id: { $in: [...conversations] }, active: { $exists: true } };
      return (await this.#rooms.find(filter, { _id: 1 }).lean()).map(({ _id }) => _id);
    });
  }

  record(places: readonly DirectoryPlace[], upTo: string): Promise<void> {
    return storing(async () => {
      const moves = places.map(({ conversation, active }) => ({
        updateOne: { filter: { _id: conversation, active: { $lt: active } }, update: { $set: { active } } },
      }));
      if (moves.length > 0) await this.#rooms.bulkWrite(moves, { ordered: false });
      await retryUpsert(() =>
        this.#meta.updateOne({ _id: 'activity' }, { $set: { token: upTo } }, { upsert: true }).exec(),
      );
    });
  }

  recordedUpTo(): Promise<string | undefined> {
    return storing(async () => (await this.#meta.findById('activity').lean())?.token);
  }

  eraseSome(before: number): Promise<boolean> {
    return storing(() => this.#eraser.step(before));
  }
}

function behind(after: DirectoryPlace | undefined) {
  if (after === undefined) return { active: { $exists: true } };
  const { active, conversation } = after;
  return { $or: [{ active: { $lt: active } }, { active, _id: { $lt: conversation } }] };
}
