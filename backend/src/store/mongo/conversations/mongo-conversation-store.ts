import {
  ANNOUNCEMENTS,
  currentMembers,
  isRoom,
  ParleyError,
  readableHead,
  roleOf,
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
import { formatToken, parseToken } from './change-token.ts';
import { ConversationIndex } from './conversation-index.ts';
import { DatabaseClock } from './database-clock.ts';
import { EntryLog } from './entry-log.ts';
import { LogAppender } from './log-appender.ts';
import { LogEffects } from './log-effects.ts';
import { LogStates } from './log-states.ts';
import { MemberRows } from './member-rows.ts';
import { RoomMemberRows } from './room-member-rows.ts';
import type { Models } from '../models.ts';
import { isAmbiguous, storing } from '../store-error.ts';
import { OVERLAP, ViewQuery } from './view-query.ts';

export class MongoConversationStore implements ConversationStore {
  readonly #epoch: string;
  readonly #clock: DatabaseClock;
  readonly #log: EntryLog;
  readonly #members: MemberRows;
  readonly #roomMembers: RoomMemberRows;
  readonly #index: ConversationIndex;
  readonly #states: LogStates;
  readonly #appender: LogAppender;
  readonly #views: ViewQuery;

  constructor(models: Models, epoch: string) {
    this.#epoch = epoch;
    this.#clock = new DatabaseClock(models);
    const log = (this.#log = new EntryLog(models));
    const members = (this.#members = new MemberRows(models));
    const index = (this.#index = new ConversationIndex(models));
    const roomMembers = (this.#roomMembers = new RoomMemberRows(models, log));
    const effects = new LogEffects(models, { log, members, roomMembers, index });
    const states = (this.#states = new LogStates(log, index, effects));
    this.#appender = new LogAppender(log, states, effects, roomMembers);
    this.#views = new ViewQuery({ epoch, clock: this.#clock, log, states, members, roomMembers, index });
  }

  append(command: Command, time: number): Promise<Appended> {
    return this.#run(() => this.#appender.append(command, time));
  }

  find(conversation: Uuid, sender: Uuid, id: Uuid): Promise<Entry | undefined> {
    return this.#run(async () => {
      const stored = await this.#log.withId(conversation, id, sender);
      return stored?.sender === sender ? stored : undefined;
    });
  }

  state(conversation: Uuid, about: readonly Uuid[] = []): Promise<ConversationState | undefined> {
    return this.#run(() => this.#stateFor(conversation, about));
  }

  states(conversations: readonly Uuid[], about: Uuid): Promise<readonly ConversationState[]> {
    return this.#run(async () => {
      const folded = await this.#states.freshOf(conversations);
      return this.#roomMembers.inAll([...folded.values()], about);
    });
  }

  entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]> {
    return this.#run(() => this.#log.range(conversation, from, to));
  }

  entriesWithin(
    conversation: Uuid,
    span: Span,
    end: 'first' | 'last',
    budget: PageBudget,
  ): Promise<readonly Entry[]> {
    return this.#run(() => this.#log.rangeWithin(conversation, span, end, budget));
  }

  rosterWithin(conversation: Uuid, span: Span, budget: PageBudget): Promise<readonly Entry[]> {
    return this.#run(() => this.#log.rosterWithin(conversation, span, budget));
  }

  keysOf(conversation: Uuid, epoch: number): Promise<readonly Entry[]> {
    return this.#run(() => this.#log.keysOf(conversation, epoch));
  }

  conversationsOf(uid: Uuid): Promise<readonly Uuid[]> {
    return this.#run(async () => {
      const states = await this.#statesOf(uid);
      return [...states.map(({ conversation }) => conversation), ANNOUNCEMENTS];
    });
  }

  bannedFrom(room: Uuid, after: string, limit: number): Promise<readonly Uuid[]> {
    return this.#run(async () => {
      const state = await this.#states.fresh(room);
      return state === undefined ? [] : this.#roomMembers.banned(state, after, limit);
    });
  }

  companionsOf(uid: Uuid): Promise<readonly Uuid[]> {
    return this.#run(async () => {
      const shared = (await this.#statesOf(uid)).filter((state) => !isRoom(state));
      const companions = new Set(shared.flatMap(currentMembers));
      companions.delete(uid);
      return [...companions];
    });
  }

  views(uid: Uuid, token: string | undefined, limit: number, budget: PageBudget): Promise<ViewPage> {
    return this.#run(() => this.#views.page(uid, token, limit, budget));
  }

  view(uid: Uuid, conversation: Uuid): Promise<ConversationView | undefined> {
    return this.#run(() => this.#views.one(uid, conversation));
  }

  moveMarks(
    uid: Uuid,
    kind: 'delivered' | 'read',
    reports: readonly MarkReport[],
  ): Promise<readonly MovedMark[]> {
    return this.#run(async () => {
      const states = await this.#states.freshOf([...new Set(reports.map((report) => report.conversation))]);
      const moves = reports.map(async ({ conversation, seq }) => {
        const state = states.get(conversation);
        return state && this.#moveMark(await this.#roomMembers.in(state, [uid]), uid, kind, seq);
      });
      return (await Promise.all(moves)).filter((moved) => moved !== undefined);
    });
  }

  marks(conversation: Uuid): Promise<readonly MemberMark[]> {
    return this.#run(async () => {
      const state = await this.#states.fresh(conversation);
      if (state === undefined) return [];
      return this.#members.marks(state, isRoom(state) ? await this.#roomMembers.present(state) : undefined);
    });
  }

  setPreferences(uid: Uuid, conversation: Uuid, preferences: Preferences): Promise<void> {
    return this.#run(async () => {
      const state = await this.#stateFor(conversation, [uid]);
      if (state === undefined || readableHead(state, uid) === 0) throw new ParleyError('E_NOT_FOUND');
      await this.#members.prefer(conversation, uid, preferences);
    });
  }

  changedSince(token: string | undefined) {
    return this.#run(async () => {
      const known = await this.#clock.now();
      const since = parseToken(this.#epoch, token)?.known;
      const conversations = since === undefined ? [] : await this.#index.grownSince(since - OVERLAP);
      return { conversations, token: formatToken(this.#epoch, { known }) };
    });
  }

  /** The user's current conversations: the index may name more, the logs decide. */
  async #statesOf(uid: Uuid): Promise<ConversationState[]> {
    const candidates = [...(await this.#members.candidates(uid)).keys()];
    const folded = await this.#states.freshOf(candidates.filter((id) => id !== ANNOUNCEMENTS));
    const states = await this.#roomMembers.inAll([...folded.values()], uid);
    return states.filter((state) => roleOf(state, uid) !== null);
  }

  async #stateFor(conversation: Uuid, about: readonly Uuid[]): Promise<ConversationState | undefined> {
    const state = await this.#states.fresh(conversation);
    return state && this.#roomMembers.in(state, about);
  }

  async #moveMark(
    state: ConversationState,
    uid: Uuid,
    kind: 'delivered' | 'read',
    seq: number,
  ): Promise<MovedMark | undefined> {
    const { conversation } = state;
    const { mark } = await this.#members.of(state, uid);
    const move = markMove(state, uid, mark, { kind, seq });
    if (move === undefined) return undefined;
    const moved = await this.#members.move(state, uid, move.mark);
    if (move.isChange) await this.#index.changed(conversation);
    return published(conversation, uid, move, moved);
  }

  #run<T>(operation: () => Promise<T>): Promise<T> {
    return storing(async () => {
      try {
        return await operation();
      } catch (error) {
        if (isAmbiguous(error)) this.#states.forget();
        throw error;
      }
    });
  }
}
