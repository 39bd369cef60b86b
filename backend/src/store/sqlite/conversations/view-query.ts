import type Database from 'better-sqlite3';
import {
  ANNOUNCEMENTS,
  isRoom,
  LIMITS,
  memberCountOf,
  readableHead,
  readableRanges,
  roleOf,
  type ConversationState,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import type { ConversationView, ViewPage } from '../../../domain/log/conversation-store.ts';
import { NO_MARK } from '../../../domain/receipts/marks.ts';
import type { PageBudget } from '../../../domain/log/page-budget.ts';
import { unread, unreadFrom } from '../../../domain/receipts/unread.ts';
import type { ConversationTables } from './conversation-tables.ts';

interface Changed {
  readonly conversation: number;
  readonly change: number;
}

/**
 * A former member learns of no further changes of a conversation; in the announcements everyone is a member. A
 * conversation changed last with its last entry, or when all members could see somebody's mark move.
 */
const CHANGED = `
WITH mine AS (
  SELECT conversation, present, changed FROM members WHERE user = :user AND conversation <> :announcements
  UNION ALL
  SELECT :announcements, 1, coalesce(
    (SELECT changed FROM members WHERE user = :user AND conversation = :announcements), 0)
)
SELECT conversation, iif(present, max(
    changed,
    coalesce((SELECT number FROM entries AS e WHERE e.conversation = mine.conversation ORDER BY seq DESC LIMIT 1), 0),
    coalesce((SELECT change FROM touches AS t WHERE t.conversation = mine.conversation), 0)
  ), changed) AS change
FROM mine WHERE change > :since ORDER BY change LIMIT :limit`;

interface ChangedBy {
  readonly user: number;
  readonly announcements: number;
  readonly since: number;
  readonly limit: number;
}

/** What one user may see of their conversations. */
export class ViewQuery {
  readonly #tables: ConversationTables;
  readonly #changed: Database.Statement<[ChangedBy], Changed>;

  constructor(db: Database.Database, tables: ConversationTables) {
    this.#tables = tables;
    this.#changed = db.prepare(CHANGED);
  }

  page(uid: Uuid, token: string | undefined, limit: number, budget: PageBudget): ViewPage {
    const { changes, uuids } = this.#tables;
    const since = changes.parse(token) ?? 0;
    const [user, announcements] = [uuids.numberOf(uid), uuids.numberOf(ANNOUNCEMENTS)];
    const changed = this.#changed.all({ user, announcements, since, limit: limit + 1 });
    const views: ConversationView[] = [];
    let [last, told] = [since, 0];
    for (const { conversation, change } of changed.slice(0, limit)) {
      const view = this.one(uid, uuids.uuidOf(conversation));
      if (view !== undefined) views.push(view);
      [last, told] = [change, told + 1];
      if (!budget.take(view?.last)) break;
    }
    const more = told < changed.length;
    return { views, damaged: [], token: changes.token(more ? last : changes.last), more };
  }

  one(uid: Uuid, conversation: Uuid): ConversationView | undefined {
    const { members } = this.#tables;
    const state = this.#tables.stateFor(conversation, [uid]);
    if (state === undefined) return undefined;
    const newest = this.#newest(state, uid);
    if (newest === undefined) return undefined;
    const { mark, preferences } = members.get(conversation, uid);
    return {
      state,
      newest,
      last: this.#lastMessage(state, uid),
      mark,
      unread: this.#unread(state, uid, newest, mark.read),
      ...this.#marks(state, uid),
      preferences,
    };
  }

  #newest(state: ConversationState, uid: Uuid): ConversationView['newest'] | undefined {
    const seq = readableHead(state, uid);
    if (seq === state.head) return { seq, chain: state.chain, count: state.count };
    const entry = this.#tables.entries.at(state.conversation, seq);
    return entry && { seq, chain: entry.chain, count: entry.count };
  }

  #lastMessage(state: ConversationState, uid: Uuid): Entry | undefined {
    for (const { from, to } of readableRanges(state, uid).toReversed()) {
      const last = this.#tables.entries.lastMessage(state.conversation, from, to ?? state.head);
      if (last !== undefined) return last;
    }
    return undefined;
  }

  #unread(
    { conversation }: ConversationState,
    uid: Uuid,
    { seq, count }: ConversationView['newest'],
    read: number,
  ): number {
    if (read >= seq) return 0;
    const { entries } = this.#tables;
    const readCount = entries.at(conversation, read)?.count ?? 0;
    return unread({
      count,
      readCount,
      own: entries.ownMessages(conversation, unreadFrom(read, seq), seq, uid),
    });
  }

  /** A former member does not see the others' marks. */
  #marks(state: ConversationState, uid: Uuid): Pick<ConversationView, 'floor' | 'marks'> {
    const { members, roomMembers } = this.#tables;
    if (roleOf(state, uid) === null) return { floor: NO_MARK };
    const floor = (isRoom(state) ? roomMembers : members).floor(state.conversation, uid);
    return memberCountOf(state) > LIMITS.marksMembers
      ? { floor }
      : { floor, marks: members.marks(state.conversation) };
  }
}
