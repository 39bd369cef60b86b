import type { MemberMark, User, Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import type { LocalDeps } from '../chat-deps.ts';
import type { ServerLoader } from '../ports/chat-server.ts';
import { systemClock } from '../platform/system-clock.ts';
import type { ConnectionState } from '../model/connection-state.ts';
import { Arrivals } from './conversations/arrivals.ts';
import { ConversationList } from './conversations/conversation-list.ts';
import { noDraftChannel } from '../ports/draft-channel.ts';
import { Drafts } from './drafts/drafts.ts';
import { isHidden } from './conversations/is-hidden.ts';
import { KnownConversations } from './conversations/known-conversations.ts';
import { OpenedConversations } from './timeline/opened-conversations.ts';
import { isPassing } from './is-passing.ts';
import { soleOwnership } from '../ports/outbox-ownership.ts';
import { Outbox } from './outbox/outbox.ts';
import { PeopleDirectory } from './people/people-directory.ts';
import { systemRandom } from '../platform/system-random.ts';
import { ServerToCome } from './server-to-come.ts';
import type { Snapshot } from '../ports/chat-storage.ts';
import type { StorageProblem } from '../model/storage-problem.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';
import type { LogEvent } from '../link/sync/log-context.ts';

/**
 * Connects the local copy with the UI: shows its contents and fills the outbox. This needs no server; once the
 * `ChatServer` is loaded, what the server sends flows in from it.
 */
export class LocalChat {
  readonly me: User;
  readonly deps;
  readonly known = new KnownConversations();
  readonly opened = new OpenedConversations();
  readonly server: ServerToCome;
  readonly outbox: Outbox;
  readonly people: PeopleDirectory;
  readonly drafts: Drafts;
  readonly list: ConversationList;
  readonly arrivals: Arrivals;
  readonly connection = atom<ConnectionState>({ kind: 'connecting' });
  /** Whether the list was compared with the server on this start. */
  readonly synced = atom(false);
  readonly broken = atom<ReadonlySet<Uuid>>(new Set());
  readonly damaged = atom<ReadonlySet<Uuid>>(new Set());
  /** Why there is no local copy to work with. */
  readonly problem = atom<StorageProblem | undefined>(undefined);
  /** Settles once the local copy was read. */
  readonly loaded: Promise<void>;
  #closed = false;

  constructor(deps: LocalDeps, loadServer: ServerLoader) {
    this.me = deps.me;
    this.deps = {
      ownership: soleOwnership,
      draftChannel: noDraftChannel,
      clock: systemClock,
      random: systemRandom,
      ...deps,
    };
    const { storage, clock, random, ownership, draftChannel } = this.deps;
    const { known } = this;
    const me = deps.me.uid;
    const isReady = () => this.isReady();
    const background = (task: Promise<unknown>) => this.background(task);

    this.outbox = new Outbox({
      storage,
      ownership,
      clock,
      random,
      background,
      isReady,
      send: () => this.server.loaded?.send(),
    });
    this.server = new ServerToCome({
      clock,
      load: () => loadServer(this),
      failed: () => this.#unreached(),
    });
    const { server } = this;
    this.people = new PeopleDirectory({ api: server.api, storage, clock, isReady, background }, deps.me);
    this.arrivals = new Arrivals({
      me,
      isHidden: (conversation) => this.isHidden(conversation),
      isKnown: (uid) => this.people.users.get().has(uid),
    });
    this.drafts = new Drafts({
      clock,
      random,
      background,
      channel: draftChannel,
      save: (draft) => storage.saveDraft(draft),
      changed: (conversation) => this.list.draftChanged(conversation),
    });
    this.list = new ConversationList({
      me,
      known,
      blocked: () => this.people.blocked.get(),
      draftIn: (conversation) => this.drafts.textIn(conversation),
    });
    this.#watch();
    this.deps.storage.problem.subscribe((problem) => this.#storageMoved(problem));
    this.loaded = this.#load();
    this.background(this.loaded);
  }

  /** Whether the heads were compared on the connection that stands now. */
  isReady(): boolean {
    return this.server.loaded?.isReady() ?? false;
  }

  /** Whether blocking keeps a conversation from notifying the user. */
  isHidden(conversation: StoredConversation): boolean {
    return isHidden(conversation, this.people.blocked.get());
  }

  /** Runs something that no caller waits for. Failures that the next attempt or connection makes up for are not reported. */
  background(task: Promise<unknown>): void {
    task.catch((error: unknown) => {
      if (!this.#closed && !isPassing(error)) this.deps.report?.(error);
    });
  }

  /** The server is there, and the heads are compared. */
  connected(): void {
    this.people.connected();
    for (const view of this.opened.all()) view.connected();
  }

  /** The window of a conversation moved. */
  logChanged(conversation: Uuid, event: LogEvent): void {
    this.opened.changed(conversation, event);
    if (
      this.outbox.items.get().some((item) => item.conversation === conversation) ||
      event.kind === 'diverged'
    )
      this.background(this.outbox.reload());
    const stored = this.known.get(conversation);
    if (event.kind === 'appended' && stored !== undefined) this.arrivals.came(event.entries, stored);
  }

  /** Whether the server's most recent entries of a conversation fit its chain. */
  judged(conversation: Uuid, holds: boolean): void {
    const before = this.broken.get();
    if (before.has(conversation) !== holds) return;
    const others = [...before].filter((id) => id !== conversation);
    this.broken.set(new Set(holds ? others : [...others, conversation]));
  }

  /** The server reports moved marks. */
  async takeMarks(conversation: Uuid, members: readonly MemberMark[]): Promise<void> {
    if (this.known.get(conversation) === undefined) return;
    this.known.put(await this.deps.storage.mark(conversation, { members }));
    for (const view of this.opened.of(conversation)) view.marksMoved(members);
  }

  /** The server reports that a user is typing. */
  typed(conversation: Uuid, uid: Uuid): void {
    if (uid !== this.me.uid) for (const view of this.opened.of(conversation)) view.typed(uid);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.server.close();
    this.outbox.stop();
  }

  async #load(): Promise<void> {
    const snapshot = await this.#snapshot();
    if (this.#closed) return;
    this.people.loaded(snapshot.users, snapshot.blocked);
    for (const conversation of snapshot.conversations) this.known.put(conversation);
    this.drafts.restore(snapshot.drafts);
    this.outbox.start(snapshot.outbox);
    this.list.redoAll();
    for (const opened of this.opened.all()) opened.changed({ kind: 'replaced' });
    this.server.start(snapshot.headsToken);
  }

  /** Without a local copy nothing works: reports it once and stops everything. */
  async #snapshot(): Promise<Snapshot> {
    const { storage, report } = this.deps;
    try {
      return await storage.load();
    } catch (error) {
      if (!this.#closed) report?.(error);
      this.problem.set(storage.problem.get() ?? 'unavailable');
      await this.close();
      throw error;
    }
  }

  #storageMoved(problem: StorageProblem | undefined): void {
    this.problem.set(problem);
    if (problem === 'taken') this.background(this.close());
    if (problem === 'lost') this.#keepUnsent().catch((error: unknown) => this.deps.report?.(error));
  }

  /** Into the copy that was begun anew: with the bytes that may have left already, so that none of it is stored twice. */
  async #keepUnsent(): Promise<void> {
    const items = this.outbox.items.get();
    await this.close();
    const { storage } = this.deps;
    const there = new Set((await storage.outbox()).map(({ id }) => id));
    for (const { id, time, conversation, peer, task, payload, emitted, state } of items) {
      if (there.has(id)) continue;
      const kept = { id, time, conversation, task, ...(peer !== undefined && { peer }) };
      const { key } = await storage.enqueue(kept);
      if (emitted) await storage.prepare(key, payload);
      if (state.kind === 'refused') await storage.refuse(key, state.error, state.definite);
    }
    await this.drafts.storeAgain();
  }

  /** The code that connects could not be fetched. The UI shows this like an unreachable server. */
  #unreached(): void {
    if (this.connection.get().kind !== 'offline')
      this.connection.set({ kind: 'offline', since: this.deps.clock.now() });
  }

  #watch(): void {
    const { known, outbox, people, list, opened } = this;
    known.onChange((now, before) => {
      // An event about marks may have been lost; the heads bring the same marks.
      if (now.head.marks !== undefined && now.head.marks !== before?.head.marks)
        for (const view of opened.of(now.id)) view.marksMoved(now.head.marks);
      // Another tab may have stored changes that this tab never received.
      if (before?.window !== undefined && (now.window?.last ?? 0) > before.window.last)
        opened.changed(now.id, { kind: 'appended', entries: [] });
      people.need(peopleIn(now, before));
      if (before === undefined && this.isReady()) for (const view of opened.of(now.id)) view.connected();
      // The first message of a conversation arrives with its head: there may be no log yet that it could extend.
      if (before?.head.last === undefined && this.isReady() && now.head.last !== undefined)
        this.arrivals.came([now.head.last], now);
    });
    outbox.items.listen((items) => {
      list.setOutbox(items);
      for (const view of opened.all()) view.outboxChanged();
    });
    people.users.listen(() => this.arrivals.peopleKnown());
    people.blocked.listen(() => {
      list.redoAll();
      for (const view of opened.all()) view.redraw();
    });
  }
}

/** The users whose names a row needs. */
function* peopleIn(now: StoredConversation, before: StoredConversation | undefined): Iterable<Uuid> {
  if (before === undefined && now.head.peer !== undefined) yield now.head.peer;
  if (now.head.last !== undefined && now.head.last.sender !== before?.head.last?.sender)
    yield now.head.last.sender;
}
