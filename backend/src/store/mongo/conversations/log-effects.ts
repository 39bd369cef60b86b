import { isRoom, type ConversationState, type Entry, type Uuid } from '@parley/protocol';
import { membershipChange } from '../../../domain/log/membership-change.ts';
import { rowChanges } from '../../../domain/rooms/room-members.ts';
import type { Models } from '../models.ts';
import { RoomRows } from '../rooms/room-rows.ts';
import type { ConversationIndex } from './conversation-index.ts';
import type { EntryLog } from './entry-log.ts';
import type { MemberRows } from './member-rows.ts';
import type { RoomMemberRows } from './room-member-rows.ts';

/** A fold is stored at least this often, so that reading a log from it never takes long. */
const SNAPSHOT_EVERY = 50;

interface EffectParts {
  readonly log: EntryLog;
  readonly members: MemberRows;
  readonly roomMembers: RoomMemberRows;
  readonly index: ConversationIndex;
}

/**
 * The effects of entries outside of the log. Without transactions a server may stop between an entry and its effects.
 * Therefore effects are idempotent, and the next server that reads the entry applies them; the fold is stored only after.
 */
export class LogEffects {
  readonly #log: EntryLog;
  readonly #members: MemberRows;
  readonly #roomMembers: RoomMemberRows;
  readonly #rooms: RoomRows;
  readonly #index: ConversationIndex;

  constructor(models: Models, { log, members, roomMembers, index }: EffectParts) {
    this.#log = log;
    this.#members = members;
    this.#roomMembers = roomMembers;
    this.#rooms = new RoomRows(models);
    this.#index = index;
  }

  /** Before an entry: the index of each new member must know the conversation first. */
  async announce(entry: Entry): Promise<void> {
    const { joined, departed } = membershipChange(entry);
    const inRoom = rowChanges(entry).map(({ uid }) => uid);
    await this.#members.announce(entry.conversation, [...new Set([...joined, ...departed, ...inRoom])]);
  }

  /** After entries are stored, before their state is used to decide. @param state after them */
  async follow(state: ConversationState, entries: readonly Entry[]): Promise<void> {
    if (isRoom(state)) {
      await this.#roomMembers.follow(state, entries);
      await this.#rooms.follow(state, entries);
    }
    for (const entry of entries) {
      if (!isRoom(state)) await this.#members.follow(entry.conversation, entry.seq, membershipChange(entry));
      if (entry.body.kind === 'deletion') await this.#log.erase(entry.conversation, entry.body.target);
    }
  }

  /** A backup took the place of a log, which is followed anew from its beginning. */
  async wentBack(conversation: Uuid): Promise<void> {
    await this.#rooms.forget(conversation);
  }

  /** After all effects: makes the entry visible to clients that ask what changed. */
  async finish({ entry, state }: { entry: Entry; state: ConversationState }): Promise<void> {
    await this.#index.grown(state);
    const plain = entry.body.kind === 'message' || entry.body.kind === 'reaction';
    if (!plain || entry.seq % SNAPSHOT_EVERY === 0) await this.#index.keep(state);
  }
}
