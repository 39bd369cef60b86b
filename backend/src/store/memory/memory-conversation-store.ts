import {
  ANNOUNCEMENTS,
  currentMembers,
  isInRosterList,
  isRoom,
  ParleyError,
  roleOf,
  type ConversationState,
  type Entry,
  type MemberMark,
  type Preferences,
  type Uuid,
} from '@parley/protocol';
import type { Command } from '../../domain/log/command.ts';
import type {
  ConversationStore,
  ConversationView,
  MovedMark,
  MarkReport,
  ViewPage,
} from '../../domain/log/conversation-store.ts';
import { markMove, published } from '../../domain/receipts/mark-move.ts';
import { membershipChange } from '../../domain/log/membership-change.ts';
import { nextEntry, type Appended } from '../../domain/log/next-entry.ts';
import type { PageBudget } from '../../domain/log/page-budget.ts';
import type { Span } from '../../domain/log/page-span.ts';
import { MemoryLog } from './memory-log.ts';

export class MemoryConversationStore implements ConversationStore {
  readonly #logs = new Map<Uuid, MemoryLog>();
  /** The number of the last change; later changes have higher numbers. */
  #change = 0;
  /** Prefix of tokens. It shows tokens of another store, or from before a backup was restored. */
  readonly #epoch: string;
  readonly #next: typeof nextEntry;

  /** @param next what a command becomes, if it is not refused: a server that lies takes what others refuse */
  constructor(epoch = 'memory', next = nextEntry) {
    this.#epoch = epoch;
    this.#next = next;
  }

  async append(command: Command, time: number): Promise<Appended> {
    const log = this.#logs.get(command.conversation) ?? new MemoryLog(this.#next);
    const appended = log.append(command, time);
    if (appended.repeated) return appended;
    this.#logs.set(command.conversation, log);
    log.grown = log.changed = ++this.#change;
    for (const uid of membershipChange(appended.entry).departed) log.changedFor.set(uid, this.#change);
    return appended;
  }

  async find(conversation: Uuid, sender: Uuid, id: Uuid): Promise<Entry | undefined> {
    return this.#logs.get(conversation)?.find(sender, id);
  }

  async state(conversation: Uuid, about: readonly Uuid[] = []): Promise<ConversationState | undefined> {
    return this.#logs.get(conversation)?.stateFor(about);
  }

  async states(conversations: readonly Uuid[], about: Uuid): Promise<readonly ConversationState[]> {
    return conversations.flatMap((conversation) => this.#logs.get(conversation)?.stateFor([about]) ?? []);
  }

  async entries(conversation: Uuid, from: number, to: number): Promise<readonly Entry[]> {
    return this.#logs.get(conversation)?.entries(from, to) ?? [];
  }

  async entriesWithin(
    conversation: Uuid,
    { from, to }: Span,
    end: 'first' | 'last',
    budget: PageBudget,
  ): Promise<readonly Entry[]> {
    const all = await this.entries(conversation, from, to);
    return end === 'first' ? within(all, budget) : within(all.toReversed(), budget).toReversed();
  }

  async rosterWithin(conversation: Uuid, { from, to }: Span, budget: PageBudget): Promise<readonly Entry[]> {
    const all = await this.entries(conversation, from, to);
    return within(all.filter(isInRosterList), budget);
  }

  async keysOf(conversation: Uuid, epoch: number): Promise<readonly Entry[]> {
    const all = this.#logs.get(conversation)?.entries(1, Number.POSITIVE_INFINITY) ?? [];
    return all.filter(({ body }) => body.kind === 'keys' && body.epoch === epoch);
  }

  async conversationsOf(uid: Uuid): Promise<readonly Uuid[]> {
    const own = this.#withMember(uid).map(({ conversation }) => conversation);
    return [...own.filter((conversation) => conversation !== ANNOUNCEMENTS), ANNOUNCEMENTS];
  }

  async companionsOf(uid: Uuid): Promise<readonly Uuid[]> {
    const shared = this.#withMember(uid).filter((state) => !isRoom(state));
    const companions = new Set(shared.flatMap(currentMembers));
    companions.delete(uid);
    return [...companions];
  }

  /** The state of each log, and when it began and ended, in ms. */
  all(): readonly { readonly state: ConversationState; readonly began: number; readonly ended: number }[] {
    return [...this.#logs.values()].flatMap((log) => {
      const { state } = log;
      if (state === undefined) return [];
      return {
        state,
        began: log.timeAt(1),
        ended: state.ended ? log.timeAt(state.head) : Number.POSITIVE_INFINITY,
      };
    });
  }

  /** Erases all payloads up to an entry. */
  erase(conversation: Uuid, to: number): void {
    this.#logs.get(conversation)?.eraseUpTo(to);
  }

  async bannedFrom(room: Uuid, after: string, limit: number): Promise<readonly Uuid[]> {
    const all = this.#logs.get(room)?.banned() ?? [];
    return all.filter((uid) => uid > after).slice(0, limit);
  }

  async views(uid: Uuid, token: string | undefined, limit: number, budget: PageBudget): Promise<ViewPage> {
    const since = this.#parse(token) ?? 0;
    const changed = [...this.#logs.values()]
      .map((log) => ({ log, change: log.changeFor(uid) }))
      .filter(({ change }) => change > since)
      .sort((a, b) => a.change - b.change);
    const page = changed.slice(0, limit).map(({ log, change }) => ({ view: log.view(uid), change }));
    const full = page.findIndex(({ view }) => !budget.take(view?.last));
    const told = full === -1 ? page : page.slice(0, full + 1);
    const more = changed.length > told.length;
    const last = more ? (told.at(-1)?.change ?? since) : this.#change;
    return {
      views: told.flatMap(({ view }) => view ?? []),
      damaged: [],
      token: `${this.#epoch}-${last}`,
      more,
    };
  }

  async view(uid: Uuid, conversation: Uuid): Promise<ConversationView | undefined> {
    return this.#logs.get(conversation)?.view(uid);
  }

  async moveMarks(
    uid: Uuid,
    kind: 'delivered' | 'read',
    reports: readonly MarkReport[],
  ): Promise<readonly MovedMark[]> {
    return reports.flatMap((report) => this.#moveMark(uid, kind, report) ?? []);
  }

  async marks(conversation: Uuid): Promise<readonly MemberMark[]> {
    return this.#logs.get(conversation)?.marks() ?? [];
  }

  async setPreferences(uid: Uuid, conversation: Uuid, preferences: Preferences): Promise<void> {
    const log = this.#logs.get(conversation);
    if (log?.view(uid) === undefined) throw new ParleyError('E_NOT_FOUND');
    log.preferences.set(uid, preferences);
    log.changedFor.set(uid, ++this.#change);
  }

  async changedSince(token: string | undefined) {
    const since = this.#parse(token) ?? this.#change;
    const conversations = [...this.#logs]
      .filter(([, { grown }]) => grown > since)
      .map(([conversation, { state }]) => ({ conversation, head: state?.head ?? 0 }));
    return { conversations, token: `${this.#epoch}-${this.#change}` };
  }

  #moveMark(uid: Uuid, kind: 'delivered' | 'read', { conversation, seq }: MarkReport): MovedMark | undefined {
    const log = this.#logs.get(conversation);
    const state = log?.stateFor([uid]);
    if (log === undefined || state === undefined) return undefined;
    const move = markMove(state, uid, log.mark(uid), { kind, seq });
    if (move === undefined) return undefined;
    log.moved.set(uid, move.mark);
    log.changedFor.set(uid, ++this.#change);
    if (move.isChange) log.changed = this.#change;
    return published(conversation, uid, move, move.mark);
  }

  #withMember(uid: Uuid): readonly ConversationState[] {
    return [...this.#logs.values()].flatMap((log) => {
      const state = log.stateFor([uid]);
      return state !== undefined && roleOf(state, uid) !== null ? state : [];
    });
  }

  #parse(token = ''): number | undefined {
    const prefix = `${this.#epoch}-`;
    return token.startsWith(prefix) ? Number(token.slice(prefix.length)) : undefined;
  }
}

/** The first entries, as many as there is room for. */
function within(entries: readonly Entry[], budget: PageBudget): readonly Entry[] {
  const full = entries.findIndex((entry) => !budget.take(entry));
  return full === -1 ? entries : entries.slice(0, full + 1);
}
