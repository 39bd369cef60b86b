import type { ConversationDetails, MemberMark, Uuid } from '@parley/protocol';
import type { HeldEntry } from '../../model/held-entry.ts';
import { localError } from '@parley/protocol/core';
import { atom } from 'nanostores';
import type { Conversation } from '../../ports/chat-client.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';
import type { LogEvent } from '../../model/log-event.ts';
import { lateCode } from '../../platform/late-code.ts';
import { Serial } from '../../platform/serial.ts';
import type { LazyServer } from '../lazy-server.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PeopleDirectory } from '../people/people-directory.ts';
import { DetailsFold } from './details.ts';
import { floorIn } from './floor-in.ts';
import type { KnownConversations } from '../../model/known-conversations.ts';
import { peopleIn } from './people-in.ts';
import type { ReadableDeps } from './look-back.ts';
import { PAGE } from './page.ts';
import { ShownPart } from './shown-part.ts';
import type { TimelineItem } from '../../model/timeline.ts';
import { TypingUsers } from './typing-users.ts';
import { withoutBlocked } from './without-blocked.ts';

export interface OpenedDeps extends Pick<ReadableDeps, 'sealed'> {
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
  /** Loaded for the first pin or quote of something that is not on display. */
  readonly #lookup;
  /** Entries that arrived and are not shown yet. */
  #news: readonly HeldEntry[] = [];
  #readAtOpening: number | undefined;
  #isLookedUp = false;
  #isLoadingNewer = false;

  constructor(id: Uuid, deps: OpenedDeps) {
    this.id = id;
    this.#deps = deps;
    this.peer = atom(deps.known.get(id)?.head.peer ?? deps.peer);
    const { me, storage, people } = deps;
    const part = new ShownPart({ ...deps, id, met: (items) => people.need(items.flatMap(peopleIn)) });
    this.#part = part;
    const lookup = { ...deps, id, back: () => part.back };
    const inBackground = (task: Promise<void>) => this.#inBackground(task);
    this.#lookup = lateCode(async () => (await part.far()).createLookup(part.held, lookup, inBackground));
    this.#typingUsers = new TypingUsers(deps.clock);
    this.#details = new DetailsFold(id, me, storage, {
      fetch: () => this.#fetchDetails(),
      head: () => this.#part.held.stored?.head,
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
    this.#readAtOpening ??= this.#part.held.stored?.mark.read;
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
    else if (event.kind !== 'prepended') this.#deps.background(this.#serial.run(() => this.#replaced(event)));
  }

  /** Reads again what is on display unopened; after what is under way, which may have read some unopened. */
  reopen(): void {
    this.#deps.background(
      this.#serial.run(async () => {
        await this.#part.reopen();
        this.#publish();
        // What a pin or a quote refers to need not be on display: whoever shows it looks again when the items change.
        if (this.#isLookedUp) this.items.set([...this.items.get()]);
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

  async loadOlder(): Promise<void> {
    await this.#move(async () => {
      if (this.older.get() !== 'none') await this.#showOlder();
    });
  }

  /** One page, however often it is called meanwhile. */
  async loadNewer(): Promise<void> {
    if (this.#isLoadingNewer) return;
    this.#isLoadingNewer = true;
    await this.#inBackground(this.#serial.run(() => this.#showNext()));
    this.#isLoadingNewer = false;
  }

  showNewest(): Promise<void> {
    return this.#serial.run(() => this.#reload());
  }

  async reach(seq: number): Promise<boolean | undefined> {
    const isShown = () => this.items.get().some((item) => item.kind !== 'hidden' && item.seq === seq);
    const isKnown = isShown() || (await this.#move(() => this.#part.showAround(seq)));
    return isKnown ? isShown() : undefined;
  }

  async message(seq: number) {
    this.#isLookedUp = true;
    return (await this.#lookup()).find(seq);
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
    if ((this.#part.held.stored?.head.head ?? 0) === 0) throw localError('E_NOT_FOUND');
    return this.#deps.server.api.call('conversation', { params: { conversation: this.id } });
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
    await this.#part.follow(news);
    this.#publish();
  }

  /** A look-back goes on beside another window as long as that continues what one has seen. */
  #replaced({ kind }: LogEvent): Promise<void> {
    return kind === 'replaced' && this.#part.back ? this.#showNewer() : this.#reload();
  }

  /** Shows the newest part of the window anew; at first all unread entries, and the last ones read before them. */
  async #reload(): Promise<void> {
    const from = this.#part.range === undefined ? this.readAtOpening : undefined;
    await this.#part.showNewest(from);
    this.#publish();
  }

  /** Loads older messages, from the server if needed. `older` reports a failure. @returns whether it succeeded */
  async #move(there: () => Promise<void>): Promise<boolean> {
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
    return this.#inBackground(moved);
  }

  /** Resolves also if the task fails, which is reported. @returns whether it succeeded */
  async #inBackground(task: Promise<void>): Promise<boolean> {
    this.#deps.background(task);
    const [{ status }] = await Promise.allSettled([task]);
    return status === 'fulfilled';
  }

  /** Makes sure that the newest page is held; fetches it if the window is shorter. */
  async #fill(): Promise<void> {
    const log = await this.#deps.server.log(this.id);
    const stored = this.#part.held.stored;
    if (stored === undefined || stored.head.head === 0) return;
    if (stored.window === undefined) await log.start();
    else await log.catchUp();
    const shownEnough = () => this.items.get().length >= PAGE / 2 || this.older.get() !== 'some';
    await this.#serial.run(async () => this.#publish());
    if (!shownEnough()) await this.loadOlder();
  }

  async #showOlder(): Promise<void> {
    if (await this.#part.showOlder()) return;
    await (await this.#deps.server.log(this.id)).start();
    await this.#reload();
  }

  async #showNext(): Promise<void> {
    await this.#part.showNewer();
    this.#publish();
  }

  #publish(): void {
    const stored = this.#part.held.stored;
    if (stored !== undefined) this.#part.fold.setFloor(floorIn(stored, this.details.get(), this.#deps.me));
    this.#readAtOpening ??= stored?.mark.read;
    if (stored?.head.peer !== undefined) this.peer.set(stored.head.peer);
    const items = this.#part.items(this.details.get()?.state.pinned ?? []);
    this.items.set(withoutBlocked(items, stored, this.#deps.people));
    this.older.set(stored === undefined ? 'loading' : this.#part.hasOlder ? 'some' : 'none');
    this.newer.set(!this.#part.isNewest);
  }
}
