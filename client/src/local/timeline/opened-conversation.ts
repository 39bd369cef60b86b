import type { ConversationDetails, MemberMark, Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import { LIMITS, localError } from '@parley/protocol/core';
import { atom } from 'nanostores';
import type { Conversation } from '../../ports/chat-client.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChatStorage } from '../../ports/chat-storage.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import type { LogEvent } from '../../model/log-event.ts';
import { Serial } from '../../platform/serial.ts';
import type { LazyServer } from '../lazy-server.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PeopleDirectory } from '../people/people-directory.ts';
import { DetailsFold } from './details.ts';
import { floorIn } from './floor-in.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import { MessageLookup } from './message-lookup.ts';
import { peopleIn } from './people-in.ts';
import { PAGE, ShownPart } from './shown-part.ts';
import type { TimelineItem } from '../../model/timeline.ts';
import { TypingUsers } from './typing-users.ts';

export interface OpenedDeps {
  readonly me: Uuid;
  /** The peer, if this client just began the conversation. */
  readonly peer: Uuid | undefined;
  readonly storage: ChatStorage;
  readonly known: KnownConversations;
  readonly clock: Clock;
  readonly server: LazyServer;
  readonly outbox: Outbox;
  readonly people: PeopleDirectory;
  background(task: Promise<unknown>): void;
  closed(): void;
}

/** A conversation in view: the loaded part of its window, folded into timeline items. */
export class OpenedConversation implements Conversation {
  readonly id: Uuid;
  readonly peer;
  readonly items = atom<readonly TimelineItem[]>([]);
  readonly older = atom<'none' | 'some' | 'loading' | 'failed'>('loading');
  readonly newer = atom(false);
  readonly details;
  readonly typing;
  readonly #deps: OpenedDeps;
  readonly #serial = new Serial();
  readonly #typingUsers: TypingUsers;
  readonly #details: DetailsFold;
  readonly #part: ShownPart;
  readonly #lookup: MessageLookup;
  /** Entries that arrived and are not shown yet. */
  #news: readonly HeldEntry[] = [];
  #atBottom = false;
  #readAtOpening: number | undefined;

  constructor(id: Uuid, deps: OpenedDeps) {
    this.id = id;
    this.#deps = deps;
    this.peer = atom(deps.known.get(id)?.head.peer ?? deps.peer);
    const { me, storage, people } = deps;
    this.#part = new ShownPart({ id, me, storage, met: (items) => people.need(items.flatMap(peopleIn)) });
    this.#lookup = new MessageLookup({
      ...deps,
      id,
      fetchBackTo: (seq) => this.#inBackground(this.#fetchBackTo(seq)),
    });
    this.#typingUsers = new TypingUsers(deps.clock);
    this.#details = new DetailsFold(id, me, storage, {
      fetch: () => this.#fetchDetails(),
      head: () => this.#stored()?.head,
    });
    this.#details.value.listen((details) => people.need(Object.keys(details?.state.members ?? {})));
    this.typing = this.#typingUsers.value;
    this.details = this.#details.value;
    this.#part.fold.setOutbox(deps.outbox.itemsIn(id));
    deps.background(this.#serial.run(() => this.#reload()));
    deps.background(this.#details.restore());
    if (deps.server.isReady()) this.connected();
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
    else if (event.kind === 'opened') this.reopen();
    else if (event.kind !== 'prepended') this.#deps.background(this.#serial.run(() => this.#reload()));
  }

  /** Reads again what is on display unopened; after what is under way, which may have read some unopened. */
  reopen(): void {
    this.#deps.background(
      this.#serial.run(async () => {
        await this.#part.reopen();
        this.#publish();
        // What a pin or a quote refers to need not be on display: whoever shows it looks again when the items change.
        if (this.#lookup.isUsed) this.items.set([...this.items.get()]);
      }),
    );
  }

  outboxChanged(): void {
    this.#part.fold.setOutbox(this.#deps.outbox.itemsIn(this.id));
    this.#publish();
  }

  marksMoved(marks: readonly MemberMark[]): void {
    this.#details.moveMarks(marks);
    this.#publish();
  }

  typed(uid: Uuid): void {
    const { people } = this.#deps;
    people.need([uid]);
    if (!people.isBlocked(uid)) this.#typingUsers.typed(uid);
  }

  /** Something else on display changed: marks in the head, or blocking. */
  redraw(): void {
    this.#publish();
  }

  loadOlder(): Promise<void> {
    return this.#move(async () => {
      if (this.older.get() !== 'none') await this.#showOlder();
    });
  }

  loadNewer(): Promise<void> {
    return this.#serial.run(async () => {
      const window = this.#stored()?.window;
      if (window === undefined || this.#part.isNewest) return;
      await this.#part.showNewer(window);
      this.#publish();
    });
  }

  showNewest(): Promise<void> {
    return this.#serial.run(() => this.#reload());
  }

  async reach(seq: number): Promise<boolean> {
    const isShown = () => this.items.get().some((item) => item.kind !== 'hidden' && item.seq === seq);
    if (!isShown()) await this.#move(() => this.#showAround(seq));
    return isShown();
  }

  message(seq: number) {
    return this.#lookup.find(seq);
  }

  close(): void {
    this.#typingUsers.close();
    this.#deps.closed();
  }

  #restart(): void {
    this.#details.forget();
    if (this.#deps.server.isReady()) this.#deps.background(this.#details.refresh());
  }

  /** A conversation without entries, or with a wrong address, has none. */
  async #fetchDetails(): Promise<ConversationDetails> {
    if ((this.#stored()?.head.head ?? 0) === 0) throw localError('E_NOT_FOUND');
    return this.#deps.server.api.call('conversation', { params: { conversation: this.id } });
  }

  #stored(): StoredConversation | undefined {
    return this.#deps.known.get(this.id);
  }

  #appended(entries: readonly HeldEntry[]): void {
    // Also of those who react or delete: their entries are no items.
    this.#deps.people.need(entries.map(({ sender }) => sender));
    for (const { sender } of entries) this.#typingUsers.stopped(sender);
    const followed = this.#details.append(entries);
    if (!followed && entries.length > 0 && this.#deps.server.isReady())
      this.#deps.background(this.#details.refresh());
    this.#news = [...this.#news, ...entries];
    this.#deps.background(this.#serial.run(() => this.#showNewer()));
  }

  async #showNewer(): Promise<void> {
    const news = this.#news;
    this.#news = [];
    const window = this.#stored()?.window;
    if (window === undefined) return this.#reload();
    await this.#part.follow(window, news);
    this.#publish();
  }

  /** Shows the newest part of the window anew; at first all unread entries, and the last ones read before them. */
  async #reload(): Promise<void> {
    const from = this.#part.from === undefined ? this.readAtOpening : undefined;
    await this.#part.showNewest(this.#stored()?.window, from);
    this.#publish();
  }

  /** Loads older messages, from the server if needed. `older` reports a failure. */
  async #move(there: () => Promise<void>): Promise<void> {
    const moved = this.#serial.run(async () => {
      try {
        this.older.set(this.older.get() === 'none' ? 'none' : 'loading');
        await there();
        this.#publish();
      } catch (error) {
        this.older.set('failed');
        throw error;
      }
    });
    await this.#inBackground(moved);
  }

  /** Resolves also if the task fails, which is reported. */
  async #inBackground(task: Promise<void>): Promise<void> {
    this.#deps.background(task);
    await Promise.allSettled([task]);
  }

  /** Makes sure that the newest page is held; fetches it if the window is shorter. */
  async #fill(): Promise<void> {
    const log = await this.#deps.server.log(this.id);
    const stored = this.#stored();
    if (stored === undefined || stored.head.head === 0) return;
    if (stored.window === undefined) await log.start();
    else await log.catchUp();
    const shownEnough = () => this.items.get().length >= PAGE / 2 || this.older.get() !== 'some';
    await this.#serial.run(async () => this.#publish());
    if (!shownEnough()) await this.loadOlder();
  }

  async #showOlder(): Promise<void> {
    const before = this.#stored()?.window;
    if (before === undefined || this.#part.from === undefined) {
      await (await this.#deps.server.log(this.id)).start();
      return this.#reload();
    }
    if (this.#part.from === before.first)
      this.#atBottom = !(await (await this.#deps.server.log(this.id)).loadOlder(PAGE));
    await this.#part.showOlder(this.#stored()?.window ?? before);
  }

  async #fetchBackTo(seq: number): Promise<void> {
    while ((this.#stored()?.window?.first ?? 0) > seq && !this.#atBottom)
      this.#atBottom = !(await (await this.#deps.server.log(this.id)).loadOlder(LIMITS.pageEntries));
  }

  async #showAround(seq: number): Promise<void> {
    await this.#fetchBackTo(seq);
    const [entry] = await this.#deps.storage.readEntries(this.id, seq, seq);
    const window = this.#stored()?.window;
    if (entry?.body.kind === 'message' && window !== undefined) await this.#part.showAround(window, seq);
  }

  #publish(): void {
    const stored = this.#stored();
    if (stored !== undefined) this.#part.fold.setFloor(floorIn(stored, this.details.get(), this.#deps.me));
    this.#readAtOpening ??= stored?.mark.read;
    if (stored?.head.peer !== undefined) this.peer.set(stored.head.peer);
    this.items.set(this.#withoutBlocked(this.#part.items(), stored));
    this.older.set(stored === undefined ? 'loading' : this.#hasOlder(stored) ? 'some' : 'none');
    this.newer.set(!this.#part.isNewest);
  }

  /** Of a blocked peer, shows what was read before the block. The read mark does not move while they are blocked. */
  #withoutBlocked(items: readonly TimelineItem[], stored: StoredConversation | undefined) {
    if (stored?.head.peer === undefined || !this.#deps.people.isBlocked(stored.head.peer)) return items;
    const { head, mark } = stored;
    return items.filter(
      (item) => item.kind === 'hidden' || item.sender !== head.peer || (item.seq ?? 0) <= mark.read,
    );
  }

  #hasOlder(stored: StoredConversation): boolean {
    if (stored.head.head === 0) return false;
    const { from } = this.#part;
    const lowest = this.#atBottom ? stored.window?.first : stored.head.readable[0]?.from;
    return from === undefined ? !this.#atBottom : from > (lowest ?? 1);
  }
}
