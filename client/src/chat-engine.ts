import type { Entry, Head, MemberMark, User, Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import type { ChatDeps } from './chat-deps.ts';
import { systemClock } from './clock/system-clock.ts';
import { ChatConnection } from './connection/chat-connection.ts';
import { dispatch } from './connection/server-events.ts';
import { Arrivals } from './conversations/arrivals.ts';
import { ConversationList } from './conversations/conversation-list.ts';
import { isHidden } from './conversations/is-hidden.ts';
import { KnownConversations } from './conversations/known-conversations.ts';
import { OpenedConversations } from './conversations/opened-conversations.ts';
import { createHttpApi, type HttpApi } from './http/http-api.ts';
import { sendItem } from './outbox/message-event.ts';
import type { OutboxItem } from './outbox/outbox-item.ts';
import { soleOwnership } from './outbox/outbox-ownership.ts';
import { Outbox } from './outbox/outbox.ts';
import { PeopleDirectory } from './people/people-directory.ts';
import { systemRandom } from './random/system-random.ts';
import { MarkSender } from './receipts/mark-sender.ts';
import { endsSession } from './session/credentials.ts';
import type { Snapshot } from './storage/chat-storage.ts';
import type { StorageProblem } from './storage/storage-problem.ts';
import type { StoredConversation } from './storage/stored-conversation.ts';
import { isPassing } from './sync/conversation-log.ts';
import { HeadsPoll } from './sync/heads-poll.ts';
import { LiveGate } from './sync/live-gate.ts';
import type { LogEvent } from './sync/log-context.ts';
import { Logs } from './sync/logs.ts';

/** The parts of a chat client, wired: what the server says flows into the local copy, and from there to whoever looks. */
export class ChatEngine {
  readonly me: User;
  readonly deps;
  readonly api: HttpApi;
  readonly known = new KnownConversations();
  readonly opened = new OpenedConversations();
  readonly connection: ChatConnection;
  readonly logs: Logs;
  readonly heads: HeadsPoll;
  readonly outbox: Outbox;
  readonly people: PeopleDirectory;
  readonly list: ConversationList;
  readonly arrivals: Arrivals;
  readonly broken = atom<ReadonlySet<Uuid>>(new Set());
  /** Why there is no local copy to work with. */
  readonly problem = atom<StorageProblem | undefined>(undefined);
  /** Settles once the local copy was read. */
  readonly loaded: Promise<void>;
  readonly #gate = new LiveGate();
  readonly #marks: MarkSender;
  #closed = false;

  constructor(deps: ChatDeps) {
    this.me = deps.me;
    this.deps = { ownership: soleOwnership, clock: systemClock, random: systemRandom, ...deps };
    const { storage, clock, random, http, credentials } = this.deps;
    const { known } = this;
    const me = deps.me.uid;
    const isReady = () => this.isReady();
    const hidden = (conversation: StoredConversation) => isHidden(conversation, this.people.blocked.get());
    const background = (task: Promise<unknown>) => this.background(task);

    this.api = createHttpApi(http, {
      refused: (error) => endsSession(error.code) && credentials.ended(error.toWire()),
    });
    this.connection = new ChatConnection(this.deps, {
      online: () => this.heads.connected(),
      offline: () => this.#offline(),
      event: (name, payload) => dispatch(this.#serverEvents, name, payload),
    });
    const { connection } = this;
    this.logs = new Logs({
      me,
      storage,
      known,
      clock,
      random,
      background,
      sync: (request) => connection.request('sync', request),
      changed: (conversation, event) => this.#logChanged(conversation, event),
      judged: (conversation, holds) => this.#judged(conversation, holds),
    });
    this.heads = new HeadsPoll({
      storage,
      known,
      logs: this.logs,
      clock,
      background,
      heads: (request) => connection.request('heads', request),
      compared: () => this.#compared(),
    });
    const { ownership } = this.deps;
    const deliver = (item: OutboxItem) => this.#deliver(item);
    this.outbox = new Outbox({ storage, ownership, clock, random, background, isReady, deliver });
    this.people = new PeopleDirectory({ api: this.api, storage, clock, isReady, background }, deps.me);
    this.arrivals = new Arrivals({
      me,
      isHidden: hidden,
      isKnown: (uid) => this.people.users.get().has(uid),
    });
    this.list = new ConversationList({ me, known, blocked: () => this.people.blocked.get() });
    this.#marks = new MarkSender({
      clock,
      emit: (name, payload) => connection.emit(name, payload),
      isSilent: hidden,
    });
    this.#watch();
    this.deps.storage.problem.subscribe((problem) => this.#storageMoved(problem));
    this.loaded = this.#load();
    this.background(this.loaded);
  }

  /** Whether the heads were compared on the connection that stands now. */
  isReady(): boolean {
    return this.#gate.isOpen;
  }

  /** Lets something run that nobody waits for. What the next attempt or connection makes up for is not reported. */
  background(task: Promise<unknown>): void {
    task.catch((error: unknown) => {
      if (!this.#closed && !isPassing(error)) this.deps.report?.(error);
    });
  }

  /** Takes the entry that a command over HTTP became. */
  receive(entry: Entry): void {
    this.#gate.pass(() => {
      if (!this.logs.receive(entry)) this.heads.hurry();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.connection.close();
    this.#offline();
    this.outbox.stop();
  }

  async #load(): Promise<void> {
    const snapshot = await this.#snapshot();
    if (this.#closed) return;
    this.people.loaded(snapshot.users, snapshot.blocked);
    for (const conversation of snapshot.conversations) this.known.put(conversation);
    this.heads.useToken(snapshot.headsToken);
    this.outbox.start(snapshot.outbox);
    this.list.redoAll();
    for (const opened of this.opened.all()) opened.changed({ kind: 'replaced' });
    this.connection.start();
  }

  /** Without a local copy there is nothing to work on: it is told once, and everything stops. */
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
  }

  #watch(): void {
    const { known, outbox, people, list, opened } = this;
    known.onChange((now, before) => {
      this.#marks.changed(now);
      // An event about marks may have got lost; the heads tell them all the same.
      if (now.head.marks !== undefined && now.head.marks !== before?.head.marks)
        for (const view of opened.of(now.id)) view.marksMoved(now.head.marks);
      people.need(peopleIn(now, before));
      if (before === undefined && this.isReady()) for (const view of opened.of(now.id)) view.connected();
      // The first message of a new conversation comes with its head: there is no log yet that could grow by it.
      if (before === undefined && this.isReady() && now.head.last !== undefined)
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

  #compared(): void {
    const first = !this.isReady();
    if (first) this.#gate.open();
    this.#marks.compared(this.known.all());
    if (!first) return;
    this.outbox.connected();
    this.people.connected();
    for (const view of this.opened.all()) view.connected();
  }

  #offline(): void {
    this.#gate.close();
    this.heads.disconnected();
    this.logs.disconnected();
    this.#marks.disconnected();
  }

  readonly #serverEvents = {
    entry: (entry: Entry) => this.receive(entry),
    head: (head: Head) => this.#gate.pass(() => this.background(this.#takeHead(head))),
    marks: ({ conversation, marks }: { conversation: Uuid; marks: MemberMark[] }) =>
      this.#gate.pass(() => this.background(this.#takeMarks(conversation, marks))),
    presence: (batch: Parameters<PeopleDirectory['came']>[0]) => this.people.came(batch),
    typing: ({ conversation, uid }: { conversation: Uuid; uid: Uuid }) => {
      if (uid !== this.me.uid) for (const view of this.opened.of(conversation)) view.typed(uid);
    },
  };

  async #takeHead(head: Head): Promise<void> {
    for (const stored of await this.deps.storage.saveHeads([head])) this.known.put(stored);
    await this.logs.of(head.conversation).catchUp();
  }

  async #takeMarks(conversation: Uuid, members: readonly MemberMark[]): Promise<void> {
    if (this.known.get(conversation) === undefined) return;
    this.known.put(await this.deps.storage.mark(conversation, { members }));
    for (const view of this.opened.of(conversation)) view.marksMoved(members);
  }

  #logChanged(conversation: Uuid, event: LogEvent): void {
    this.opened.changed(conversation, event);
    if (
      this.outbox.items.get().some((item) => item.conversation === conversation) ||
      event.kind === 'diverged'
    )
      this.background(this.outbox.reload());
    if (event.kind === 'diverged') this.heads.startOver();
    const stored = this.known.get(conversation);
    if (event.kind === 'appended' && stored !== undefined) this.arrivals.came(event.entries, stored);
  }

  #judged(conversation: Uuid, holds: boolean): void {
    const before = this.broken.get();
    if (before.has(conversation) !== holds) return;
    const others = [...before].filter((id) => id !== conversation);
    this.broken.set(new Set(holds ? others : [...others, conversation]));
  }

  /** Tells the server what an item of the outbox is about; the answer comes into the log like any other entry. */
  async #deliver(item: OutboxItem): Promise<void> {
    if (item.task.kind === 'append') {
      this.receive(await sendItem(this.connection, item));
      return;
    }
    const { storage } = this.deps;
    const { conversation, task, key } = item;
    const head = await this.api.call('preferences', { params: { conversation }, body: task.preferences });
    for (const stored of await storage.saveHeads([head])) this.known.put(stored);
    await storage.finish(key);
    await this.outbox.reload();
  }
}

/** Who has to have a name so that a row can be shown. */
function* peopleIn(now: StoredConversation, before: StoredConversation | undefined): Iterable<Uuid> {
  if (before === undefined && now.head.peer !== undefined) yield now.head.peer;
  if (now.head.last !== undefined && now.head.last.sender !== before?.head.last?.sender)
    yield now.head.last.sender;
}
