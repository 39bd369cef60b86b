import type { Uuid } from '@parley/protocol';
import type { RoomLock, RoomLocks } from '../../../domain/rooms/room-locks.ts';
import type { RoomLockDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { isDuplicate, storing } from '../store-error.ts';

export class MongoRoomLocks implements RoomLocks {
  readonly #locks: Models['roomLocks'];

  constructor({ roomLocks }: Pick<Models, 'roomLocks'>) {
    this.#locks = roomLocks;
  }

  put(lock: RoomLock): Promise<RoomLock> {
    return storing(async () => {
      try {
        await this.#locks.create(lockDocument(lock));
        return lock;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (await this.#find(lock.conversation, lock.id)) ?? lock;
      }
    });
  }

  find(conversation: Uuid, id: Uuid): Promise<RoomLock | undefined> {
    return storing(() => this.#find(conversation, id));
  }

  keepOnly(conversation: Uuid, id: Uuid | undefined, before: number): Promise<void> {
    return storing(async () => {
      const kept = id === undefined ? {} : { id: { $ne: id } };
      await this.#locks.deleteMany({ conversation, ...kept, time: { $lt: before } });
    });
  }

  async #find(conversation: Uuid, id: Uuid): Promise<RoomLock | undefined> {
    const stored = await this.#locks.findById(lockKey({ conversation, id })).lean();
    return stored === null ? undefined : lockOf(stored);
  }
}

export function lockKey({ conversation, id }: Pick<RoomLock, 'conversation' | 'id'>): string {
  return `${conversation} ${id}`;
}

export function lockDocument(lock: RoomLock): RoomLockDocument {
  return { _id: lockKey(lock), ...lock };
}

export function lockOf({ conversation, id, credential, time }: RoomLockDocument): RoomLock {
  return { conversation, id, credential, time };
}
