import {
  ANNOUNCEMENTS,
  LIMITS,
  readableHead,
  readableRanges,
  isRoom,
  memberCountOf,
  roleOf,
  type ConversationState,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import type { ConversationView, ViewPage } from '../../../domain/log/conversation-store.ts';
import { leastMark, NO_MARK } from '../../../domain/receipts/marks.ts';
import type { PageBudget } from '../../../domain/log/page-budget.ts';
import { unread, unreadFrom } from '../../../domain/receipts/unread.ts';
import { formatToken, parseToken, type ChangeCursor, type ChangeToken } from './change-token.ts';
import type { ConversationIndex } from './conversation-index.ts';
import type { DatabaseClock } from './database-clock.ts';
import type { EntryLog } from './entry-log.ts';
import type { LogStates } from './log-states.ts';
import type { Candidate, MemberRows } from './member-rows.ts';
import type { RoomMemberRows } from './room-member-rows.ts';

/** Changes this many ms older than a token are reported again: stamps may become visible out of order. */
export const OVERLAP = 5_000;
/** Views read per batch: the page may be full before all are read. */
const BATCH = 50;

interface Parts {
  readonly epoch: string;
  readonly clock: DatabaseClock;
  readonly log: EntryLog;
  readonly states: LogStates;
  readonly members: MemberRows;
  readonly roomMembers: RoomMemberRows;
  readonly index: ConversationIndex;
}

/** What one user may see of their conversations. */
export class ViewQuery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async page(uid: Uuid, token: string | undefined, limit: number, budget: PageBudget): Promise<ViewPage> {
    const { epoch, clock } = this.#parts;
    const since = parseToken(epoch, token);
    const known = since?.cursor === undefined ? await clock.now() : since.known;
    const changes = await this.#changes(uid, since);
    const page = changes.slice(0, limit);
    const views: (ConversationView | undefined)[] = [];
    const damaged: Uuid[] = [];
    while (views.length < page.length && !budget.isFull) {
      const next = page.slice(views.length, views.length + BATCH);
      const folds = await this.#parts.states.foldsOf(next.map(({ conversation }) => conversation));
      const batch = await this.#views(next, folds.states, uid);
      const full = batch.findIndex((view) => !budget.take(view?.last));
      const taken = full === -1 ? batch.length : full + 1;
      views.push(...batch.slice(0, taken));
      // Those behind what fitted are told with the next page.
      const told = new Set(next.slice(0, taken).map(({ conversation }) => conversation));
      damaged.push(...folds.damaged.filter((conversation) => told.has(conversation)));
    }
    const more = changes.length > views.length;
    const cursor = more ? page[views.length - 1] : undefined;
    return {
      views: views.filter((view) => view !== undefined),
      damaged,
      token: formatToken(epoch, { known, cursor }),
      more,
    };
  }

  #views(
    changes: readonly ChangeCursor[],
    states: ReadonlyMap<Uuid, ConversationState>,
    uid: Uuid,
  ): Promise<readonly (ConversationView | undefined)[]> {
    return Promise.all(
      changes.map(async ({ conversation }) => {
        const state = states.get(conversation);
        return state && this.of(state, uid);
      }),
    );
  }

  async one(uid: Uuid, conversation: Uuid): Promise<ConversationView | undefined> {
    const state = await this.#parts.states.fresh(conversation);
    return state && this.of(state, uid);
  }

  async of(folded: ConversationState, uid: Uuid): Promise<ConversationView | undefined> {
    const state = await this.#parts.roomMembers.in(folded, [uid]);
    const [newest, last, membership, marks] = await Promise.all([
      this.#newest(state, uid),
      this.#lastMessage(state, uid),
      this.#parts.members.of(state, uid),
      this.#marks(state, uid),
    ]);
    if (newest === undefined) return undefined;
    const unreadCount = await this.#unread(state, uid, newest, membership.mark.read);
    return { state, newest, last, ...membership, unread: unreadCount, ...marks };
  }

  /** Changes since the token, in order. */
  async #changes(uid: Uuid, since: ChangeToken | undefined): Promise<ChangeCursor[]> {
    const { members, index } = this.#parts;
    const rows = await members.candidates(uid);
    const all = await index.changes([...new Set([...rows.keys(), ANNOUNCEMENTS])]);
    return [...all]
      .map(([conversation, changed]) => ({ conversation, changed: latest(changed, rows.get(conversation)) }))
      .filter((change) => isSince(change, since))
      .sort(compare);
  }

  async #newest(state: ConversationState, uid: Uuid): Promise<ConversationView['newest'] | undefined> {
    const seq = readableHead(state, uid);
    if (seq === state.head) return { seq, chain: state.chain, count: state.count };
    const entry = await this.#parts.log.at(state.conversation, seq);
    return entry && { seq, chain: entry.chain, count: entry.count };
  }

  async #lastMessage(state: ConversationState, uid: Uuid): Promise<Entry | undefined> {
    for (const { from, to } of readableRanges(state, uid).toReversed()) {
      const last = await this.#parts.log.lastMessage(state.conversation, from, to ?? state.head);
      if (last !== undefined) return last;
    }
    return undefined;
  }

  async #unread(
    { conversation }: ConversationState,
    uid: Uuid,
    { seq, count }: ConversationView['newest'],
    read: number,
  ): Promise<number> {
    if (read >= seq) return 0;
    const [entry, own] = await Promise.all([
      this.#parts.log.at(conversation, read),
      this.#parts.log.ownMessages(conversation, unreadFrom(read, seq), seq, uid),
    ]);
    return unread({ count, readCount: entry?.count ?? 0, own });
  }

  /** A former member does not see the others' marks. */
  async #marks(state: ConversationState, uid: Uuid): Promise<Pick<ConversationView, 'floor' | 'marks'>> {
    if (roleOf(state, uid) === null) return { floor: NO_MARK };
    if (isRoom(state)) return this.#marksInRoom(state, uid);
    const marks = await this.#parts.members.marks(state);
    const floor = leastMark(marks.filter((other) => other.uid !== uid));
    return marks.length > LIMITS.marksMembers ? { floor } : { floor, marks };
  }

  async #marksInRoom(
    state: ConversationState,
    uid: Uuid,
  ): Promise<Pick<ConversationView, 'floor' | 'marks'>> {
    const { members, roomMembers } = this.#parts;
    const floor = await roomMembers.floor(state, uid);
    if (memberCountOf(state) > LIMITS.marksMembers) return { floor };
    return { floor, marks: await members.marks(state, await roomMembers.present(state)) };
  }
}

/** A former member learns of no further changes of a conversation. */
function latest(changed: Date, row: Candidate | undefined): number {
  const own = row?.changed.getTime() ?? 0;
  return row?.present === false ? own : Math.max(own, changed.getTime());
}

function isSince(change: ChangeCursor, since: ChangeToken | undefined): boolean {
  if (since?.cursor !== undefined) return compare(change, since.cursor) > 0;
  return since === undefined || change.changed >= since.known - OVERLAP;
}

function compare(a: ChangeCursor, b: ChangeCursor): number {
  return (
    a.changed - b.changed || (a.conversation < b.conversation ? -1 : Number(a.conversation > b.conversation))
  );
}
