import type { ConversationDetails, Entry, Mark, MemberMark, Uuid } from '@parley/protocol';
import { currentMembers } from '@parley/protocol/core';
import { atom } from 'nanostores';
import type { Conversation } from '../chat-client.ts';
import type { MissingLog } from '../chat-server.ts';
import type { Clock } from '../clock/clock.ts';
import type { OutboxItem } from '../outbox/outbox-item.ts';
import { floorOf } from '../receipts/members-marks.ts';
import type { ChatStorage } from '../storage/chat-storage.ts';
import type { StoredConversation, Window } from '../storage/stored-conversation.ts';
import type { LogEvent } from '../sync/log-context.ts';
import { Serial } from '../sync/serial.ts';
import { DetailsFold } from './details.ts';
import type { KnownConversations } from './known-conversations.ts';
import { TimelineFold } from './timeline-fold.ts';
import type { TimelineItem } from './timeline.ts';
import { Typists } from './typing.ts';

/** So many entries are shown at first, and added at a time. */
const PAGE = 100;

export interface OpenedDeps {
  readonly me: Uuid;
  /** Where it was just begun with somebody. */
  readonly peer: Uuid | undefined;
  readonly storage: ChatStorage;
  readonly known: KnownConversations;
  readonly clock: Clock;
  /** @throws NoAnswerError */
  log(): Promise<MissingLog>;
  outbox(): readonly OutboxItem[];
  isReady(): boolean;
  isBlocked(uid: Uuid): boolean;
  details(): Promise<ConversationDetails>;
  /** These people are seen and have to have names. */
  need(uids: Iterable<Uuid>): void;
  closed(): void;
  background(task: Promise<unknown>): void;
}

/** A conversation that somebody looks at: the part of its window that was asked for, folded into what is shown. */
export class OpenedConversation implements Conversation {
  readonly id: Uuid;
  readonly peer;
  readonly items = atom<readonly TimelineItem[]>([]);
  readonly older = atom<'none' | 'some' | 'loading' | 'failed'>('loading');
  readonly details;
  readonly typing;
  readonly #deps: OpenedDeps;
  readonly #serial = new Serial();
  readonly #typists: Typists;
  readonly #details: DetailsFold;
  #fold: TimelineFold;
  /** What is shown of the window; both ends included. */
  #shown: { readonly from: number; readonly to: number } | undefined;
  #atBottom = false;
  #readAtOpening: number | undefined;

  constructor(id: Uuid, deps: OpenedDeps) {
    this.id = id;
    this.#deps = deps;
    this.peer = atom(deps.known.get(id)?.head.peer ?? deps.peer);
    this.#fold = new TimelineFold(deps.me);
    this.#typists = new Typists(deps.clock);
    this.#details = new DetailsFold(() => deps.details());
    this.#details.value.listen((details) => deps.need(Object.keys(details?.state.members ?? {})));
    this.typing = this.#typists.value;
    this.details = this.#details.value;
    this.#fold.setOutbox(deps.outbox());
    deps.background(this.#serial.run(() => this.#reload()));
    if (deps.isReady()) this.connected();
  }

  /** Known as soon as the local copy is read. */
  get readAtOpening(): number {
    this.#readAtOpening ??= this.#stored()?.mark.read;
    return this.#readAtOpening ?? 0;
  }

  /** The `seq` of a message that is shown. */
  seqOf(id: Uuid): number | undefined {
    const item = this.items.get().find((shown) => shown.id === id);
    return item?.kind === 'hidden' ? undefined : item?.seq;
  }

  /** The connection is there and the heads are compared. */
  connected(): void {
    this.#deps.background(this.#details.refresh());
    this.#deps.background(this.#fill());
  }

  /** The window moved. */
  changed(event: LogEvent): void {
    if (event.kind === 'diverged') this.#restart();
    if (event.kind === 'appended') this.#appended(event.entries);
    else if (event.kind !== 'prepended') this.#deps.background(this.#serial.run(() => this.#reload()));
  }

  outboxChanged(): void {
    this.#fold.setOutbox(this.#deps.outbox());
    this.#publish();
  }

  marksMoved(marks: readonly MemberMark[]): void {
    this.#details.moveMarks(marks);
    this.#publish();
  }

  typed(uid: Uuid): void {
    if (!this.#deps.isBlocked(uid)) this.#typists.typed(uid);
  }

  /** Something else that is shown changed: marks in the head, or who is blocked. */
  redraw(): void {
    this.#publish();
  }

  async loadOlder(): Promise<void> {
    await this.#serial.run(async () => {
      if (this.older.get() === 'none') return;
      this.older.set('loading');
      try {
        await this.#showOlder(PAGE);
        this.#publish();
      } catch {
        this.older.set('failed');
      }
    });
  }

  async reach(seq: number): Promise<boolean> {
    while ((this.#shown?.from ?? seq + 1) > seq && this.older.get() === 'some') await this.loadOlder();
    const found = (item: TimelineItem) => item.kind !== 'hidden' && item.seq === seq;
    return this.items.get().some(found);
  }

  close(): void {
    this.#typists.close();
    this.#deps.closed();
  }

  #restart(): void {
    this.#details.forget();
    if (this.#deps.isReady()) this.#deps.background(this.#details.refresh());
  }

  #stored(): StoredConversation | undefined {
    return this.#deps.known.get(this.id);
  }

  #appended(entries: readonly Entry[]): void {
    for (const { sender } of entries) this.#typists.stopped(sender);
    const followed = this.#details.append(entries);
    if (!followed && entries.length > 0 && this.#deps.isReady())
      this.#deps.background(this.#details.refresh());
    this.#deps.background(this.#serial.run(() => this.#showNewer(entries)));
  }

  /** Shows what the window has gained above; from memory where that is all of it. */
  async #showNewer(entries: readonly Entry[]): Promise<void> {
    const window = this.#stored()?.window;
    if (window === undefined || this.#shown === undefined) return this.#reload();
    const { from, to } = this.#shown;
    if (window.last <= to) {
      this.#publish();
      return;
    }
    const atHand = entries[0]?.seq === to + 1 && entries.length === window.last - to;
    const news = atHand ? entries : await this.#deps.storage.readEntries(this.id, to + 1, window.last);
    const before = new Set(this.#fold.items());
    this.#fold.append(news, hiddenIn(window, to + 1, window.last));
    this.#meet(this.#fold.items().filter((item) => !before.has(item)));
    this.#shown = { from, to: window.last };
    this.#publish();
  }

  /** Shows the newest part of the window anew. */
  async #reload(): Promise<void> {
    const window = this.#stored()?.window;
    this.#fold = new TimelineFold(this.#deps.me);
    this.#fold.setOutbox(this.#deps.outbox());
    this.#shown = undefined;
    if (window !== undefined) await this.#showFrom(window, Math.max(window.first, window.last - PAGE + 1));
    this.#publish();
  }

  async #showFrom(window: Window, from: number): Promise<void> {
    const entries = await this.#deps.storage.readEntries(this.id, from, window.last);
    this.#fold.append(entries, hiddenIn(window, from, window.last));
    this.#meet(this.#fold.items());
    this.#shown = { from, to: window.last };
  }

  /** Lets the newest page be there, from the server where the window is shorter. */
  async #fill(): Promise<void> {
    const stored = this.#stored();
    if (stored === undefined || stored.head.head === 0) return;
    const log = await this.#deps.log();
    if (stored.window === undefined) await log.start();
    else await log.catchUp();
    const shownEnough = () => this.items.get().length >= PAGE / 2 || this.older.get() !== 'some';
    await this.#serial.run(async () => this.#publish());
    if (!shownEnough()) await this.loadOlder();
  }

  async #showOlder(count: number): Promise<void> {
    const before = this.#stored()?.window;
    if (before === undefined || this.#shown === undefined) {
      await (await this.#deps.log()).start();
      return this.#reload();
    }
    if (this.#shown.from === before.first)
      this.#atBottom = !(await (await this.#deps.log()).loadOlder(count));
    const window = this.#stored()?.window ?? before;
    const { from: shownFrom, to } = this.#shown;
    const from = Math.max(window.first, shownFrom - count);
    if (from === shownFrom) return;
    const entries = await this.#deps.storage.readEntries(this.id, from, shownFrom - 1);
    const shownCount = this.#fold.items().length;
    this.#fold.prepend(entries, hiddenIn(window, from, shownFrom - 1));
    this.#meet(this.#fold.items().slice(0, this.#fold.items().length - shownCount));
    this.#shown = { from, to };
  }

  /** Who wrote what was forwarded need not be a member, and has to have a name all the same. */
  #meet(items: readonly TimelineItem[]): void {
    this.#deps.need(
      items.flatMap((item) => (item.kind === 'message' ? (item.content?.forwardedFrom ?? []) : [])),
    );
  }

  #publish(): void {
    const stored = this.#stored();
    if (stored !== undefined) this.#fold.setFloor(this.#floor(stored));
    this.#readAtOpening ??= stored?.mark.read;
    if (stored?.head.peer !== undefined) this.peer.set(stored.head.peer);
    const items = this.#fold.items();
    this.items.set(this.#isPeerBlocked(stored) ? items.filter((item) => !this.#isFrom(item, stored)) : items);
    this.older.set(this.#hasOlder(stored) ? 'some' : 'none');
  }

  #floor({ head }: StoredConversation): Mark {
    const details = this.details.get();
    if (details === undefined || head.type === 'announcement') return head.floor;
    const known = new Map(details.marks.map((mark) => [mark.uid, mark]));
    const members = currentMembers(details.state);
    return floorOf(
      members.map((uid) => known.get(uid) ?? { uid, delivered: 0, read: 0 }),
      this.#deps.me,
    );
  }

  #isPeerBlocked(stored: StoredConversation | undefined): boolean {
    return stored?.head.peer !== undefined && this.#deps.isBlocked(stored.head.peer);
  }

  #isFrom(item: TimelineItem, stored: StoredConversation | undefined): boolean {
    return item.kind === 'message' && item.sender === stored?.head.peer;
  }

  #hasOlder(stored: StoredConversation | undefined): boolean {
    if (stored === undefined || stored.head.head === 0 || this.#atBottom) return false;
    const lowest = stored.head.readable[0]?.from ?? 1;
    return this.#shown === undefined || this.#shown.from > lowest;
  }
}

function hiddenIn(window: Window, from: number, to: number) {
  return window.hidden
    .map((range) => ({ from: Math.max(range.from, from), to: Math.min(range.to ?? to, to) }))
    .filter((range) => range.from <= range.to);
}
