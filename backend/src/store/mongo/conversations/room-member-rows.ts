import { isRoom, type ConversationState, type Entry, type Mark, type Uuid } from '@parley/protocol';
import { membershipChange } from '../../../domain/log/membership-change.ts';
import { markAtJoin, NO_MARK } from '../../../domain/receipts/marks.ts';
import {
  withMembers,
  type RoomMembership,
  type RoomMemberships,
} from '../../../domain/rooms/room-members.ts';
import type { MemberDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { placeOf, type EntryLog } from './entry-log.ts';

type RoomRow = Pick<MemberDocument, 'conversation' | 'uid' | 'present' | 'since' | 'joined' | 'by'>;

const MARKS = { _id: 0, uid: 1, delivered: 1, read: 1 } as const;
const FIELDS = { _id: 0, conversation: 1, uid: 1, present: 1, since: 1, joined: 1, by: 1 } as const;

/** A row of somebody who never was a member. */
const NOBODY = { $set: { since: 0, present: false }, $unset: { by: 1, joined: 1 } } as const;

/**
 * Who is in which room. A user's row exists before the entry that they join with, and tells of it after the entry. It is believed
 * only where the log has that very entry: after a restore the log may be another one. Then the log is asked, and the row mended.
 */
export class RoomMemberRows {
  readonly #members: Models['members'];
  readonly #log: EntryLog;

  constructor({ members }: Pick<Models, 'members'>, log: EntryLog) {
    this.#members = members;
    this.#log = log;
  }

  /** The state with the memberships of some users where it is that of a room. Read after the state: the rows must not be older. */
  async in(state: ConversationState, uids: readonly Uuid[]): Promise<ConversationState> {
    return withMembers(state, await this.among(state, uids));
  }

  /** The states with the membership of one user in those that are of rooms. */
  async inAll(states: readonly ConversationState[], uid: Uuid): Promise<ConversationState[]> {
    const rooms = new Map(states.filter(isRoom).map((state) => [state.conversation, state]));
    if (rooms.size === 0) return [...states];
    const rows = await this.#members.find({ uid, conversation: { $in: [...rooms.keys()] } }, FIELDS).lean();
    const known = new Map(
      (await this.#believed(rows)).map(([{ conversation }, row]) => [conversation, new Map([[uid, row]])]),
    );
    return states.map((state) => withMembers(state, known.get(state.conversation) ?? new Map()));
  }

  /** Those of the users who are or were members of a room; none in other conversations. */
  async among(state: ConversationState | undefined, uids: readonly Uuid[]): Promise<RoomMemberships> {
    if (state === undefined || !isRoom(state) || uids.length === 0) return new Map();
    const { conversation } = state;
    const rows = await this.#members.find({ conversation, uid: { $in: [...uids] } }, FIELDS).lean();
    return new Map((await this.#believed(rows)).map(([{ uid }, row]) => [uid, row]));
  }

  /** Records who joined and departed with entries, in their order, unless later ones are recorded already. */
  async follow(entries: readonly Entry[]): Promise<void> {
    const writes = entries.flatMap((entry) => {
      const { joined, departed } = membershipChange(entry);
      return [
        ...joined.map((uid) =>
          claimOf(entry, uid, { present: true, joined: entry.seq }, markAtJoin(entry.seq)),
        ),
        ...departed.map((uid) => claimOf(entry, uid, { present: false })),
      ];
    });
    if (writes.length > 0) await this.#members.bulkWrite(writes, { ordered: true });
  }

  /** Writes a membership as it is in a log that was copied. */
  async set(conversation: Uuid, uid: Uuid, membership: RoomMembership): Promise<void> {
    const { joined, departed } = membership;
    const since = departed ?? joined;
    const by = (await this.#log.at(conversation, since))?.id;
    const claim = { present: departed === undefined, since, joined, ...(by !== undefined && { by }) };
    await this.#members.updateOne({ conversation, uid }, { $set: claim });
  }

  /** The lowest mark of all other members. */
  async floor({ conversation }: ConversationState, except: Uuid): Promise<Mark> {
    const present = { conversation, present: true, by: { $exists: true } };
    const least = async (mark: keyof Mark) => {
      const rows = this.#members.find(present, MARKS).sort({ [mark]: 1 });
      return (await rows.limit(2).lean()).find(({ uid }) => uid !== except)?.[mark] ?? 0;
    };
    const [delivered, read] = await Promise.all([least('delivered'), least('read')]);
    return { delivered, read };
  }

  /** The uids of the current members, for rooms of few. */
  async present({ conversation }: ConversationState): Promise<Uuid[]> {
    const found = await this.#members
      .find({ conversation, present: true, by: { $exists: true } }, { uid: 1, _id: 0 })
      .lean();
    return found.map(({ uid }) => uid);
  }

  /** What the rows say, or else the logs. Without `by`, an entry was announced and perhaps never stored. */
  async #believed(rows: readonly RoomRow[]): Promise<(readonly [RoomRow, RoomMembership])[]> {
    const told = rows.filter(({ by }) => by !== undefined);
    const stored = await this.#log.idsAt(
      told.map(({ conversation, since }) => ({ conversation, seq: since })),
    );
    const known = told.map(async (row) => {
      const isRight = stored.get(placeOf(row.conversation, row.since)) === row.by;
      return [row, isRight ? membershipOf(row) : await this.#mended(row)] as const;
    });
    return (await Promise.all(known)).flatMap(([row, found]) =>
      found === undefined ? [] : [[row, found] as const],
    );
  }

  async #mended({ conversation, uid, since }: RoomRow): Promise<RoomMembership | undefined> {
    const membership = await this.#log.membershipOf(conversation, uid);
    if (membership !== undefined) await this.set(conversation, uid, membership);
    else await this.#members.updateOne({ conversation, uid, since }, NOBODY);
    return membership;
  }
}

/** What an entry says of a user, for their row: so the lowest mark is found among the rows. */
function claimOf({ conversation, seq, id }: Entry, uid: Uuid, claim: Partial<RoomRow>, mark = NO_MARK) {
  return {
    updateOne: {
      filter: { conversation, uid, since: { $lt: seq } },
      update: {
        $set: { ...claim, since: seq, by: id },
        $max: mark,
        $currentDate: { changed: true },
      } as const,
    },
  };
}

function membershipOf({ present, since, joined = since }: RoomRow): RoomMembership {
  return present ? { joined } : { joined, departed: since };
}
