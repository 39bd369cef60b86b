import type { Entry } from '@parley/protocol';
import { PageBudget } from '../../../domain/log/page-budget.ts';
import { EntryLog } from '../conversations/entry-log.ts';
import type { RoomDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { MessageWords } from '../search/message-words.ts';
import { RoomRows } from './room-rows.ts';

/** One step: entries, and characters of payloads. */
const ENTRIES = 100;
const BYTES = 262_144;

/** Erases what was said in deleted rooms, a step at a time. Several servers may take the same step: each write may be repeated. */
export class RoomEraser {
  readonly #rooms: Models['rooms'];
  readonly #rows: RoomRows;
  readonly #log: EntryLog;
  readonly #words: MessageWords;

  constructor(models: Models) {
    this.#rooms = models.rooms;
    this.#rows = new RoomRows(models);
    this.#log = new EntryLog(models);
    this.#words = new MessageWords(models);
  }

  /** Takes the next step. @returns whether a room waited that was deleted before */
  async step(before: number): Promise<boolean> {
    const room = await this.#rooms
      .findOne({ ended: { $lt: before } })
      .sort({ ended: 1 })
      .lean();
    if (room === null) return false;
    if (await this.#isEnded(room)) await this.#takeStep(room);
    else await this.#rows.takeEndBack(room, this.#log);
    return true;
  }

  /** The row alone is not believed: it may be ahead of a log that was restored from a backup. */
  async #isEnded({ _id, since }: RoomDocument): Promise<boolean> {
    return (await this.#log.at(_id, since))?.body.kind === 'ended';
  }

  async #takeStep(room: RoomDocument): Promise<void> {
    const last = await this.#erase(room);
    await (last === undefined ? this.#done(room) : this.#moveTo(room, last));
  }

  /** @returns the last entry of the step, undefined if none was left */
  async #erase({ _id, since, erased = 0 }: RoomDocument): Promise<number | undefined> {
    const span = { from: erased + 1, to: erased + ENTRIES };
    const entries = await this.#log.rangeWithin(_id, span, 'first', new PageBudget(BYTES));
    // The words go first: whoever stops in between takes the step once more.
    for (const entry of entries) if (isSaid(entry)) await this.#words.forget(entry, since);
    for (const { seq, payload } of entries) if (payload !== undefined) await this.#log.erase(_id, seq);
    return entries.at(-1)?.seq;
  }

  async #moveTo({ _id }: RoomDocument, erased: number): Promise<void> {
    await this.#rooms.updateOne({ _id, ended: { $exists: true } }, { $max: { erased } });
  }

  async #done({ _id }: RoomDocument): Promise<void> {
    await this.#rooms.updateOne({ _id }, { $unset: { ended: 1, erased: 1 } });
  }
}

function isSaid({ body }: Entry): boolean {
  return body.kind === 'message';
}
