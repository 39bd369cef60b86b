import type { MemberMark, PresenceBatch, Typing, Uuid } from '@parley/protocol';
import { atom } from 'nanostores';
import type { ConnectionState } from '../model/connection-state.ts';
import type { KnownConversations } from '../model/known-conversations.ts';
import type { LogEvent } from '../model/log-event.ts';
import type { SealedConversation } from '../model/sealing/sealed-conversation.ts';
import type { ChatStorage } from '../ports/storage/chat-storage.ts';
import type { Clock } from '../ports/clock.ts';
import type { ServerSink } from '../ports/server-sink.ts';
import type { Arrivals } from './conversations/arrivals.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { PeopleDirectory } from './people/people-directory.ts';
import type { OpenedConversations } from './timeline/opened-conversations.ts';

interface EventDeps {
  readonly me: Uuid;
  readonly storage: Pick<ChatStorage, 'mark'>;
  readonly clock: Clock;
  readonly known: KnownConversations;
  readonly opened: OpenedConversations;
  readonly outbox: Outbox;
  readonly people: PeopleDirectory;
  readonly arrivals: Arrivals;
  readonly background: (task: Promise<unknown>) => void;
}

/** Takes what the link tells: keeps the state of the connection, and passes the rest to the parts that show it. */
export class ServerEvents implements ServerSink {
  readonly connection = atom<ConnectionState>({ kind: 'connecting' });
  /** Whether the list was compared with the server on this start. */
  readonly synced = atom(false);
  readonly brokenLogs = atom<ReadonlySet<Uuid>>(new Set());
  readonly damagedLogs = atom<ReadonlySet<Uuid>>(new Set());
  readonly sealed = atom<ReadonlyMap<Uuid, SealedConversation>>(new Map());
  readonly #deps: EventDeps;

  constructor(deps: EventDeps) {
    this.#deps = deps;
  }

  connectionChanged(state: ConnectionState): void {
    this.connection.set(state);
  }

  /** The code that connects could not be fetched: shown like a server that cannot be reached. */
  notLoaded(): void {
    if (this.connection.get().kind !== 'offline')
      this.connection.set({ kind: 'offline', since: this.#deps.clock.now() });
  }

  compared(): void {
    this.synced.set(true);
  }

  ready(): void {
    this.#deps.people.connected();
    for (const view of this.#deps.opened.all()) view.connected();
  }

  offline(): void {
    this.#deps.people.disconnected();
  }

  logChanged(conversation: Uuid, event: LogEvent): void {
    const { opened, outbox, known, arrivals, background } = this.#deps;
    opened.changed(conversation, event);
    if (outbox.itemsIn(conversation).length > 0 || event.kind === 'diverged') background(outbox.reload());
    const stored = known.get(conversation);
    if (stored === undefined) return;
    if (event.kind === 'diverged') arrivals.cut(stored);
    if (event.kind === 'appended') arrivals.came(event.entries, stored);
    if (event.kind === 'opened') arrivals.opened(event.entries);
  }

  reopened(): void {
    for (const view of this.#deps.opened.all()) view.reopen();
  }

  judged(conversation: Uuid, holds: boolean): void {
    const before = this.brokenLogs.get();
    if (before.has(conversation) !== holds) return;
    const others = [...before].filter((id) => id !== conversation);
    this.brokenLogs.set(new Set(holds ? others : [...others, conversation]));
  }

  damaged(conversations: ReadonlySet<Uuid>): void {
    this.damagedLogs.set(conversations);
  }

  sealedChanged(conversation: Uuid, now: SealedConversation): void {
    this.sealed.set(new Map(this.sealed.get()).set(conversation, now));
  }

  async marksMoved(conversation: Uuid, members: readonly MemberMark[]): Promise<void> {
    const { known, storage, opened } = this.#deps;
    if (known.get(conversation) === undefined) return;
    known.put(await storage.mark(conversation, { members }));
    for (const view of opened.of(conversation)) view.marksMoved(members);
  }

  presenceChanged(batch: PresenceBatch): void {
    this.#deps.people.came(batch);
  }

  typing({ conversation, uid }: Typing): void {
    if (uid !== this.#deps.me) for (const view of this.#deps.opened.of(conversation)) view.typed(uid);
  }
}
