import { EntryLog } from '../conversations/entry-log.ts';
import type { Models } from '../models.ts';
import { RoomRows } from './room-rows.ts';

/** Rooms that existed before there was a directory come into it, from their stored folds. */
export async function listRooms(models: Models): Promise<void> {
  const rooms = new RoomRows(models);
  const log = new EntryLog(models);
  const folds = models.snapshots
    .find({ 'state.visibility': 'public', 'state.type': 'group' })
    .lean()
    .cursor();
  for await (const { state } of folds) await rooms.putWhole(state, log);
}
