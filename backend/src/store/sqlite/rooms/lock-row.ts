import type { Credential } from '@parley/protocol';
import type { RoomLock } from '../../../domain/rooms/room-locks.ts';
import { storedJson } from '../stored-json.ts';

/** A row of `room_locks`. */
export interface LockRow extends Omit<RoomLock, 'credential'> {
  readonly key: string;
  /** JSON */
  readonly credential: string;
}

export function lockKey({ conversation, id }: Pick<RoomLock, 'conversation' | 'id'>): string {
  return `${conversation} ${id}`;
}

export function lockRow(lock: RoomLock): LockRow {
  return { ...lock, key: lockKey(lock), credential: JSON.stringify(lock.credential) };
}

export function lockOf({ key: _, credential, ...row }: LockRow): RoomLock {
  return { ...row, credential: storedJson<Credential>(credential) };
}
