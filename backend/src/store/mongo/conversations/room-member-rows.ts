import { isRoom, type ConversationState, type Entry, type Mark, type Uuid } from '@parley/protocol';
import { markAtJoin, NO_MARK } from '../../../domain/receipts/marks.ts';
import {
  isPresent,
  rowChanges,
  slowedChange,
  withMembers,
  type RoomMembership,
  type RoomMemberships,
  type RowChange,
} from '../../../domain/rooms/room-members.ts';
import type { MemberDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { placeOf, type EntryLog } from './entry-log.ts';

type RoomRow = Pick<
  MemberDocument,
  'conversation' | 'uid' | 'present' | 'since' | 'by' | keyof RoomMembership
>;

const MARKS = { _id: 0, uid: 1, delivered: 1, read: 1 } as const;
const FIELDS = {
  _id: 0,
  conversation: 1,
  uid: 1,
  present: 1,
  since: 1,
  by: 1,
  joined: 1,
  departed: 1,
  banned: 1,
  mutedUntil: 1,
  lastSent: 1,
} as const;

/** A row of somebody who never was a member. */
const NOBODY = {
  $set: { since: 0, present: false },
  $unset: { by: 1, joined: 1, departed: 1, banned: 1, mutedUntil: 1, lastSent: 1 },
} as const;

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

  /**
   * Records what entries say of members, in their order, unless later ones are recorded already. When somebody wrote last is not believed
   * by an entry: it holds nobody up for longer than slow mode.
   */
  async follow(state: ConversationState, entries: readonly Entry[]): Promise<void> {
    const writes = entries.flatMap((entry) => [
      ...rowChanges(entry).map((row) => claimOf(entry, row)),
      ...slowedChange(state, entry).map((row) => sentBy(entry, row)),
    ]);
    if (writes.length > 0) await this.#members.bulkWrite(writes, { ordered: true });
  }

  /** Writes a membership as it is in a log that was copied. */
  async set(conversation: Uuid, uid: Uuid, membership: RoomMembership): Promise<void> {
    const { joined = 0, departed = 0, banned, mutedUntil } = membership;
    const proof =
      banned === undefined && mutedUntil === undefined
        ? await this.#log.at(conversation, Math.max(joined, departed))
        : (await this.#log.membershipOf(conversation, uid))?.since;
    if (proof !== undefined) await this.#write({ conversation, uid }, membership, proof);
  }

  /** Who is banned, in the order of their ids. */
  async banned(state: ConversationState, after: string, limit: number): Promise<Uuid[]> {
    const { conversation } = state;
    const found = await this.#members
      .find({ conversation, banned: true, uid: { $gt: after } }, { uid: 1, _id: 0 })
      .sort({ uid: 1 })
      .limit(limit)
      .lean();
    const uids = found.map(({ uid }) => uid);
    const rows = await this.among(state, uids);
    return uids.filter((uid) => rows.get(uid)?.banned === true);
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
      found === undefined || Object.keys(found).length === 0 ? [] : [[row, found] as const],
    );
  }

  async #mended({ conversation, uid, since }: RoomRow): Promise<RoomMembership | undefined> {
    const known = await this.#log.membershipOf(conversation, uid);
    if (known === undefined) {
      await this.#members.updateOne({ conversation, uid, since }, NOBODY);
      return undefined;
    }
    // Unless somebody else has mended it since, or recorded what came after.
    await this.#write({ conversation, uid, since }, known.membership, known.since);
    return known.membership;
  }

  async #write(
    row: Pick<MemberDocument, 'conversation' | 'uid'> & Partial<Pick<MemberDocument, 'since'>>,
    membership: RoomMembership,
    { seq, id }: Pick<Entry, 'seq' | 'id'>,
  ): Promise<void> {
    const { $set, $unset } = fieldsOf({ ...UNKNOWN, ...membership });
    const proof = { since: seq, by: id, present: isPresent(membership) };
    await this.#members.updateOne(row, { $set: { ...$set, ...proof }, ...unsetting($unset) });
  }
}

/** Fields that go away where a membership does not say them. */
const UNKNOWN: RoomMembership = {
  joined: undefined,
  departed: undefined,
  banned: undefined,
  mutedUntil: undefined,
  lastSent: undefined,
};

/** What an entry says of a user, for their row; a join, with its mark: so the lowest mark is found among the rows. */
function claimOf({ conversation, seq, id }: Entry, { uid, change }: RowChange) {
  const { $set, $unset } = fieldsOf(change);
  const comes = change.joined !== undefined;
  const goes = change.departed !== undefined || change.banned === true;
  return {
    updateOne: {
      filter: { conversation, uid, since: { $lt: seq } },
      update: {
        $set: { ...$set, ...((comes || goes) && { present: comes }), since: seq, by: id },
        ...unsetting($unset),
        $max: comes ? markAtJoin(seq) : NO_MARK,
        $currentDate: { changed: true },
      } as const,
    },
  };
}

function sentBy({ conversation }: Entry, { uid, change: { lastSent = 0 } }: RowChange) {
  return { updateOne: { filter: { conversation, uid }, update: { $max: { lastSent } } } };
}

/** What of a change is written, and what goes away. */
function fieldsOf(change: RoomMembership): {
  readonly $set: Partial<RoomMembership>;
  readonly $unset: Readonly<Record<string, 1>>;
} {
  const fields = Object.entries(change);
  return {
    $set: Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
    $unset: Object.fromEntries(fields.filter(([, value]) => value === undefined).map(([name]) => [name, 1])),
  };
}

/** MongoDB refuses to take nothing away. */
function unsetting($unset: Readonly<Record<string, 1>>) {
  return Object.keys($unset).length > 0 ? { $unset } : {};
}

function membershipOf({ joined, departed, banned, mutedUntil, lastSent }: RoomRow): RoomMembership {
  return {
    ...(joined !== undefined && { joined }),
    ...(departed !== undefined && { departed }),
    ...(banned === true && { banned }),
    ...(mutedUntil !== undefined && { mutedUntil }),
    ...(lastSent !== undefined && { lastSent }),
  };
}
