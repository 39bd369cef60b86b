import type { Uuid } from '@parley/protocol';
import type { RoomLock, RoomLocks } from '../../domain/rooms/room-locks.ts';

export class MemoryRoomLocks implements RoomLocks {
  #locks: readonly RoomLock[] = [];

  async put(lock: RoomLock): Promise<RoomLock> {
    const stored = await this.find(lock.conversation, lock.id);
    if (stored === undefined) this.#locks = [...this.#locks, lock];
    return stored ?? lock;
  }

  async find(conversation: Uuid, id: Uuid): Promise<RoomLock | undefined> {
    return this.#locks.find((lock) => lock.conversation === conversation && lock.id === id);
  }

  async keepOnly(conversation: Uuid, id: Uuid | undefined, before: number): Promise<void> {
    this.#locks = this.#locks.filter(
      (lock) => lock.conversation !== conversation || lock.id === id || lock.time >= before,
    );
  }
}
