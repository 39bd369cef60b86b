import {
  ANNOUNCEMENTS,
  isRoom,
  roleOf,
  type ConversationState,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import type { ArchivedLogs, ArchivedMembership, LogPosition } from '../../../domain/archive/archive.ts';
import { withMembers } from '../../../domain/rooms/room-members.ts';
import { ConversationIndex } from '../conversations/conversation-index.ts';
import { documentOf, EntryLog } from '../conversations/entry-log.ts';
import { LogEffects } from '../conversations/log-effects.ts';
import { LogStates } from '../conversations/log-states.ts';
import { MemberRows } from '../conversations/member-rows.ts';
import { RoomMemberRows } from '../conversations/room-member-rows.ts';
import type { Models } from '../models.ts';
import { RoomRows } from '../rooms/room-rows.ts';

/** The logs of a database that no server is using. */
export class MongoArchivedLogs implements ArchivedLogs {
  readonly #models: Models;
  readonly #log: EntryLog;
  readonly #members: MemberRows;
  readonly #roomMembers: RoomMemberRows;
  readonly #rooms: RoomRows;
  readonly #index: ConversationIndex;
  readonly #states: LogStates;

  constructor(models: Models) {
    this.#models = models;
    this.#log = new EntryLog(models);
    this.#members = new MemberRows(models);
    this.#index = new ConversationIndex(models);
    this.#roomMembers = new RoomMemberRows(models, this.#log);
    this.#rooms = new RoomRows(models);
    const effects = new LogEffects(models, {
      log: this.#log,
      members: this.#members,
      roomMembers: this.#roomMembers,
      index: this.#index,
    });
    this.#states = new LogStates(this.#log, this.#index, effects);
  }

  count(): Promise<number> {
    return this.#models.conversations.countDocuments({}).exec();
  }

  countEntries(): Promise<number> {
    return this.#models.entries.countDocuments({}).exec();
  }

  async page(after: string, limit: number): Promise<readonly Uuid[]> {
    const found = await this.#models.conversations
      .find({ _id: { $gt: after } }, { _id: 1 })
      .sort({ _id: 1 })
      .limit(limit)
      .lean();
    return found.map(({ _id }) => _id);
  }

  /** @throws Error that names a conversation with missing entries */
  async state(conversation: Uuid): Promise<ConversationState | undefined> {
    const { states, damaged } = await this.#states.foldsOf([conversation]);
    if (damaged.length > 0)
      throw new Error(
        `Entries of the conversation ${conversation} are missing. Restore a backup that holds them.`,
      );
    return states.get(conversation);
  }

  async remembered(conversation: Uuid): Promise<LogPosition | undefined> {
    const [snapshot] = await this.#index.snapshots([conversation]);
    return snapshot;
  }

  async furthestMark(conversation: Uuid): Promise<number> {
    const [furthest] = await this.#models.members
      .find({ conversation }, { delivered: 1 })
      .sort({ delivered: -1 })
      .limit(1)
      .lean();
    return furthest?.delivered ?? 0;
  }

  async last(conversation: Uuid): Promise<Entry | undefined> {
    const [last] = await this.#models.entries
      .find({ conversation }, { seq: 1 })
      .sort({ seq: -1 })
      .limit(1)
      .lean();
    return last && this.#log.at(conversation, last.seq);
  }

  entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]> {
    return this.#log.range(conversation, from, to);
  }

  async put(entries: readonly Entry[]): Promise<void> {
    await this.#models.entries.insertMany(entries.map(documentOf), { ordered: true });
  }

  async memberships(conversation: Uuid): Promise<readonly ArchivedMembership[]> {
    const folded = await this.state(conversation);
    if (folded === undefined) return [];
    const rows = await this.#models.members.find({ conversation }, { uid: 1 }).lean();
    const uids = rows.map(({ uid }) => uid);
    const inRoom = await this.#roomMembers.among(folded, uids);
    const state = withMembers(folded, inRoom);
    const isKnown = (uid: Uuid) => (isRoom(state) ? inRoom.has(uid) : uid in state.members);
    const known = uids.filter((uid) => conversation === ANNOUNCEMENTS || isKnown(uid));
    return Promise.all(
      known.map(async (uid) => {
        const room = inRoom.get(uid);
        return { uid, ...(await this.#members.of(state, uid)), ...(room !== undefined && { room }) };
      }),
    );
  }

  async finish(folded: ConversationState, memberships: readonly ArchivedMembership[]): Promise<void> {
    const { conversation, head } = folded;
    const inRoom = memberships.flatMap(({ uid, room }) => (room === undefined ? [] : [[uid, room] as const]));
    const state = withMembers(folded, new Map(inRoom));
    const uids = memberships.map(({ uid }) => uid);
    await this.#members.announce(conversation, uids);
    const isIn = (uid: Uuid) => roleOf(state, uid) !== null;
    const departed = uids.filter((uid) => !isIn(uid));
    if (!isRoom(state))
      await this.#members.follow(conversation, head, { joined: uids.filter(isIn), departed });
    for (const [uid, room] of inRoom) await this.#roomMembers.set(conversation, uid, room);
    for (const { uid, mark, preferences } of memberships) {
      await this.#members.move(state, uid, mark);
      await this.#members.prefer(conversation, uid, preferences);
    }
    // The directory is no part of an archive: it follows from the log.
    if (isRoom(state)) await this.#rooms.putWhole(folded, this.#log);
    await this.#index.keep(folded);
    await this.#index.grown(state);
  }
}
