import type Database from 'better-sqlite3';
import {
  ParleyError,
  readableHead,
  type ConversationState,
  type Entry,
  type MemberMark,
  type Preferences,
  type Uuid,
} from '@parley/protocol';
import type { Command } from '../../../domain/log/command.ts';
import type {
  ConversationStore,
  ConversationView,
  MovedMark,
  MarkReport,
  ViewPage,
} from '../../../domain/log/conversation-store.ts';
import { markMove, published } from '../../../domain/receipts/mark-move.ts';
import type { Appended } from '../../../domain/log/next-entry.ts';
import type { PageBudget } from '../../../domain/log/page-budget.ts';
import type { Span } from '../../../domain/log/page-span.ts';
import type { ConversationTables } from './conversation-tables.ts';
import type { GroupCommit } from '../group-commit.ts';
import { LogAppender, type LogParts } from './log-appender.ts';
import { reading } from '../store-error.ts';
import { ViewQuery } from './view-query.ts';

interface Growth {
  readonly conversation: number;
  readonly head: number;
}

export class SqliteConversationStore implements ConversationStore {
  readonly #commits: GroupCommit;
  readonly #tables: ConversationTables;
  readonly #log: LogAppender;
  readonly #views: ViewQuery;
  readonly #grown: Database.Statement<[number], Growth>;

  constructor(db: Database.Database, commits: GroupCommit, parts: LogParts) {
    const { tables } = parts;
    this.#commits = commits;
    this.#tables = tables;
    this.#log = new LogAppender(parts);
    this.#views = new ViewQuery(db, tables);
    this.#grown = db.prepare(
      'SELECT conversation, max(seq) AS head FROM entries WHERE number > ? GROUP BY conversation ORDER BY max(number)',
    );
  }

  append(command: Command, time: number): Promise<Appended> {
    const change = () => this.#log.append(command, time);
    return writesOneRow(command) ? this.#commits.writeRow(change) : this.#commits.write(change);
  }

  async find(conversation: Uuid, sender: Uuid, id: Uuid): Promise<Entry | undefined> {
    const stored = reading(() => this.#tables.entries.withId(conversation, id, sender));
    return stored?.sender === sender ? stored : undefined;
  }

  async state(conversation: Uuid, about: readonly Uuid[] = []): Promise<ConversationState | undefined> {
    return reading(() => this.#tables.stateFor(conversation, about));
  }

  async states(conversations: readonly Uuid[], about: Uuid): Promise<readonly ConversationState[]> {
    return reading(() =>
      conversations.flatMap((conversation) => this.#tables.stateFor(conversation, [about]) ?? []),
    );
  }

  async entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]> {
    return reading(() => this.#tables.entries.range(conversation, from, to));
  }

  async entriesWithin(
    conversation: Uuid,
    span: Span,
    end: 'first' | 'last',
    budget: PageBudget,
  ): Promise<readonly Entry[]> {
    return reading(() => this.#tables.entries.rangeWithin(conversation, span, end, budget));
  }

  async rosterWithin(conversation: Uuid, span: Span, budget: PageBudget): Promise<readonly Entry[]> {
    return reading(() => this.#tables.entries.rosterWithin(conversation, span, budget));
  }

  async keysOf(conversation: Uuid, epoch: number): Promise<readonly Entry[]> {
    return reading(() => this.#tables.entries.keysOf(conversation, epoch));
  }

  async conversationsOf(uid: Uuid): Promise<readonly Uuid[]> {
    return reading(() => this.#tables.members.conversationsOf(uid));
  }

  async companionsOf(uid: Uuid): Promise<readonly Uuid[]> {
    return reading(() => this.#tables.members.companionsOf(uid));
  }

  async bannedFrom(room: Uuid, after: string, limit: number): Promise<readonly Uuid[]> {
    return reading(() => this.#tables.roomMembers.banned(room, after, limit));
  }

  async views(uid: Uuid, token: string | undefined, limit: number, budget: PageBudget): Promise<ViewPage> {
    return reading(() => this.#views.page(uid, token, limit, budget));
  }

  async view(uid: Uuid, conversation: Uuid): Promise<ConversationView | undefined> {
    return reading(() => this.#views.one(uid, conversation));
  }

  moveMarks(
    uid: Uuid,
    kind: 'delivered' | 'read',
    reports: readonly MarkReport[],
  ): Promise<readonly MovedMark[]> {
    return this.#commits.write(() => reports.flatMap((report) => this.#moveMark(uid, kind, report) ?? []));
  }

  async marks(conversation: Uuid): Promise<readonly MemberMark[]> {
    return reading(() => this.#tables.members.marks(conversation));
  }

  setPreferences(uid: Uuid, conversation: Uuid, preferences: Preferences): Promise<void> {
    return this.#commits.write(() => {
      const { members, changes } = this.#tables;
      const state = this.#tables.stateFor(conversation, [uid]);
      if (state === undefined || readableHead(state, uid) === 0) throw new ParleyError('E_NOT_FOUND');
      members.setPreferences(conversation, uid, preferences, changes.next());
    });
  }

  async changedSince(token: string | undefined) {
    return reading(() => {
      const { changes, uuids } = this.#tables;
      const conversations = this.#grown
        .all(changes.parse(token) ?? changes.last)
        .map(({ conversation, head }) => ({ conversation: uuids.uuidOf(conversation), head }));
      return { conversations, token: changes.token(changes.last) };
    });
  }

  #moveMark(uid: Uuid, kind: 'delivered' | 'read', { conversation, seq }: MarkReport): MovedMark | undefined {
    const { states, members, changes } = this.#tables;
    const state = this.#tables.stateFor(conversation, [uid]);
    if (state === undefined) return undefined;
    const move = markMove(state, uid, members.get(conversation, uid).mark, { kind, seq });
    if (move === undefined) return undefined;
    members.setMark(conversation, uid, move.mark, changes.next());
    if (move.isChange) states.touch(conversation);
    return published(conversation, uid, move, move.mark);
  }
}

/** A message changes no index and no earlier entry; the number that it may give a UUID harms nobody. */
function writesOneRow({ body }: Command): boolean {
  return body.kind === 'message';
}
