import type { UpdateQuery } from 'mongoose';
import {
  isRoom,
  ParleyError,
  searchText,
  type ConversationState,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import { foldLog } from '../../../domain/log/fold-log.ts';
import { isActivity } from '../../../domain/rooms/room-activity.ts';
import type { RoomDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import type { EntryLog } from '../conversations/entry-log.ts';
import { isDuplicate } from '../store-error.ts';

/** When a room was last active and, if it was, deleted, in ms. */
interface RoomTimes {
  readonly active: number;
  readonly ended?: number | undefined;
}

/** Which rooms there are and what they are called: an effect of entries, like the rows of members. */
export class RoomRows {
  readonly #rooms: Models['rooms'];

  constructor({ rooms }: Pick<Models, 'rooms'>) {
    this.#rooms = rooms;
  }

  /** Follows entries of a room, unless later ones are followed already. @param state after them */
  async follow(state: ConversationState, entries: readonly Entry[]): Promise<void> {
    const change = entries.findLast(changesDirectory);
    if (change === undefined) return;
    const active = (entries.findLast(isActivity) ?? change).time;
    const ended = change.body.kind === 'ended' ? change.time : undefined;
    await this.#put(state, change.seq, { active, ended });
  }

  /** A room as its log says it that is complete, up to the head of its state. */
  async putWhole(state: ConversationState, log: EntryLog): Promise<void> {
    const { conversation, head, ended } = state;
    const [said, end] = await Promise.all([
      log.lastMessage(conversation, 1, head),
      log.at(conversation, ended ? head : 1),
    ]);
    if (end === undefined) return;
    await this.#put(state, head, { active: (said ?? end).time, ended: ended ? end.time : undefined });
  }

  /** A room whose log a backup replaced may be called otherwise, or be no longer deleted. */
  async forget(conversation: Uuid): Promise<void> {
    await this.#rooms.deleteOne({ _id: conversation });
  }

  /**
   * Takes back the end of a room whose log does not have it, as after a backup of the logs was restored. The room is listed as
   * its log says it now; if that cannot be read, it is in no list until it changes.
   */
  async takeEndBack({ _id, since }: RoomDocument, log: EntryLog): Promise<void> {
    // It follows from nothing until the log was read: whoever stops in between finds it so, and an end that comes meanwhile stays.
    await this.#rooms.updateOne({ _id, since, ended: { $exists: true } }, { $set: { since: 0 } });
    const state = foldedRoom(await log.tails([{ conversation: _id, from: 1 }]));
    if (state === undefined) await this.#rooms.deleteOne({ _id, since: 0 });
    else await this.putWhole(state, log);
  }

  /** @param since the entry of the log that this follows from */
  async #put(
    { conversation, name = '' }: ConversationState,
    since: number,
    { active, ended }: RoomTimes,
  ): Promise<void> {
    const older = { _id: conversation, since: { $lt: since } };
    if (ended !== undefined) {
      await this.#write(older, {
        $set: { since, ended },
        $unset: { active: 1, searchText: 1, erased: 1 },
      });
      return;
    }
    const row = { since, searchText: searchText({ name }) };
    const notEnded = { ended: 1, erased: 1 } as const;
    // One whose end was lost has no activity any more; others keep theirs.
    const again = { ...older, ended: { $exists: true } };
    await this.#rooms.updateOne(again, { $set: { ...row, active }, $unset: notEnded });
    await this.#write(older, { $set: row, $unset: notEnded, $setOnInsert: { active } });
  }

  /** Writes a room that is not there yet, or is older. */
  async #write(
    older: { readonly _id: Uuid; readonly since: { readonly $lt: number } },
    update: UpdateQuery<RoomDocument>,
  ): Promise<void> {
    try {
      await this.#rooms.updateOne(older, update, { upsert: true });
    } catch (error) {
      // There is one already, and it is not older.
      if (!isDuplicate(error)) throw error;
    }
  }
}

function changesDirectory({ body }: Entry): boolean {
  return body.kind === 'created' || body.kind === 'renamed' || body.kind === 'ended';
}

/** Undefined if there is no such log, or a damaged one. */
function foldedRoom(entries: readonly Entry[]): ConversationState | undefined {
  try {
    const state = foldLog(undefined, entries);
    return state !== undefined && isRoom(state) ? state : undefined;
  } catch (error) {
    if (error instanceof ParleyError) return undefined;
    throw error;
  }
}
