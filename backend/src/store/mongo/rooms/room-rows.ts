import { searchText, type ConversationState, type Entry, type Uuid } from '@parley/protocol';
import { isActivity } from '../../../domain/rooms/room-activity.ts';
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

  /** @param since the entry of the log that this follows from */
  async #put(
    { conversation, name = '' }: ConversationState,
    since: number,
    { active, ended }: RoomTimes,
  ): Promise<void> {
    const older = { _id: conversation, since: { $lt: since } };
    const update =
      ended === undefined
        ? { $set: { since, searchText: searchText({ name }) }, $setOnInsert: { active } }
        : { $set: { since, ended }, $unset: { active: 1, searchText: 1 } as const };
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
