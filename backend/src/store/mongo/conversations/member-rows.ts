import {
  currentMembers,
  type ConversationState,
  type Mark,
  type MemberMark,
  type Preferences,
  type Uuid,
} from '@parley/protocol';
import { markAtJoin, NO_MARK, NO_PREFERENCES } from '../../../domain/receipts/marks.ts';
import type { MembershipChange } from '../../../domain/log/membership-change.ts';
import type { MemberDocument } from '../documents.ts';
import type { Models } from '../models.ts';
import { retryUpsert } from '../retry-upsert.ts';

/** A user's own data about a conversation. */
export interface Membership {
  readonly mark: Mark;
  readonly preferences: Preferences;
}

export type Candidate = Pick<MemberDocument, 'changed' | 'present'>;

/** Marks and preferences, and the index of each user's conversations. */
export class MemberRows {
  readonly #members: Models['members'];

  constructor({ members }: Models) {
    this.#members = members;
  }

  /** Conversations that the user may be or have been in, and when their own data about them changed. */
  async candidates(uid: Uuid): Promise<ReadonlyMap<Uuid, Candidate>> {
    const fields = { conversation: 1, changed: 1, present: 1, _id: 0 } as const;
    const rows = await this.#members.find({ uid }, fields).lean();
    return new Map(rows.map((row) => [row.conversation, row]));
  }

  /** Gives each user a row and records that something is about to change for them. */
  async announce(conversation: Uuid, uids: readonly Uuid[]): Promise<void> {
    if (uids.length === 0) return;
    const writes = uids.map((uid) => ({
      updateOne: {
        filter: { conversation, uid },
        update: { $currentDate: { changed: true } },
        upsert: true,
      },
    }));
    await retryUpsert(() => this.#members.bulkWrite(writes, { ordered: false }));
  }

  /** Records who joined and left with the entry at `seq`, unless a later entry is recorded already. */
  async follow(conversation: Uuid, seq: number, { joined, departed }: MembershipChange): Promise<void> {
    const write = (present: boolean) => (uid: Uuid) => ({
      updateOne: {
        filter: { conversation, uid, since: { $lt: seq } },
        update: { $set: { present, since: seq }, $currentDate: { changed: true } } as const,
      },
    });
    const writes = [...joined.map(write(true)), ...departed.map(write(false))];
    if (writes.length > 0) await this.#members.bulkWrite(writes, { ordered: false });
  }

  async of(state: ConversationState, uid: Uuid): Promise<Membership> {
    const { conversation } = state;
    const row = await this.#members.findOne({ conversation, uid }).lean();
    const { muted, archived, unread } = row ?? NO_PREFERENCES;
    return { mark: markOf(state, uid, row), preferences: { muted, archived, unread } };
  }

  /** Moves a mark to at least this. @returns where it is then */
  async move(state: ConversationState, uid: Uuid, { delivered, read }: Mark): Promise<Mark> {
    const { conversation } = state;
    const update = { $max: { delivered, read }, $currentDate: { changed: true } } as const;
    const row = await retryUpsert(() =>
      this.#members
        .findOneAndUpdate({ conversation, uid }, update, { upsert: true, returnDocument: 'after' })
        .lean()
        .exec(),
    );
    return markOf(state, uid, row);
  }

  async prefer(conversation: Uuid, uid: Uuid, preferences: Preferences): Promise<void> {
    const update = { $set: preferences, $currentDate: { changed: true } } as const;
    await retryUpsert(() => this.#members.updateOne({ conversation, uid }, update, { upsert: true }).exec());
  }

  /** The marks of all current members. */
  async marks(state: ConversationState, members = currentMembers(state)): Promise<MemberMark[]> {
    const { conversation } = state;
    const fields = { uid: 1, delivered: 1, read: 1, _id: 0 } as const;
    const rows = await this.#members.find({ conversation }, fields).lean();
    const byUid = new Map(rows.map((row) => [row.uid, row]));
    return members.map((uid) => ({ uid, ...markOf(state, uid, byUid.get(uid)) }));
  }
}

/** A row may lack a recent join. The log has it, and the marks start there. */
function markOf(
  state: ConversationState,
  uid: Uuid,
  row: Pick<MemberDocument, keyof Mark> | null | undefined,
): Mark {
  const { delivered, read } = row ?? NO_MARK;
  const join = markAtJoin(state.members[uid]?.intervals.at(-1)?.from ?? 0);
  return { delivered: Math.max(delivered, join.delivered), read: Math.max(read, join.read) };
}
