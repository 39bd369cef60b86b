import type {
  Arrival,
  ChatClient,
  ConnectionState,
  ConversationRow,
  FoundMessages,
  MessageFilter,
  MessageItem,
  SealedConversation,
  SealingAlarm,
  StorageProblem,
  TimelineItem,
} from '@parley/client';
import { createComposer, Drafts, noDraftChannel, systemClock, systemRandom } from '@parley/client/testing';
import { ParleyError } from '@parley/protocol';
import type { MemberMark, Preferences, Presence, Role, TextContent, User, Uuid } from '@parley/protocol';
import { atom, type WritableAtom } from 'nanostores';
import { FakeAdministration } from './fake-administration.ts';
import { FakeMachines } from './fake-machines.ts';
import { FakeReports } from './fake-reports.ts';
import { FakeRooms } from './fake-rooms.ts';
import { FakeConversation } from './fake-conversation.ts';
import { ada } from './fake-session-client.ts';
import { message } from './sample-messages.ts';

export interface FakeContent {
  readonly rows: readonly ConversationRow[];
  readonly users: ReadonlyMap<Uuid, User>;
  readonly presence: ReadonlyMap<Uuid, Presence>;
  readonly open: (id: Uuid) => FakeConversation;
}

const EMPTY: FakeContent = {
  rows: [],
  users: new Map([[ada.uid, ada]]),
  presence: new Map(),
  open: (id) => new FakeConversation(id),
};

/** The SDK without a server: it holds what it was given and does at once what it is asked for. */
export class FakeChatClient implements ChatClient {
  readonly me = atom(ada);
  readonly connection = atom<ConnectionState>({ kind: 'online' });
  readonly problem = atom<StorageProblem | undefined>(undefined);
  readonly unstored = atom(false);
  readonly conversations: WritableAtom<readonly ConversationRow[] | undefined>;
  readonly synced = atom(true);
  readonly unsent = atom(0);
  readonly broken = atom<ReadonlySet<Uuid>>(new Set());
  readonly damaged = atom<ReadonlySet<Uuid>>(new Set());
  readonly sealed = atom<ReadonlyMap<Uuid, SealedConversation>>(new Map());
  readonly people;
  readonly groups;
  readonly opened = new Map<Uuid, FakeConversation>();
  readonly drafts = new Drafts({
    clock: systemClock,
    random: systemRandom,
    channel: noDraftChannel,
    save: async () => undefined,
    changed: () => undefined,
    background: () => undefined,
  });
  readonly read: { conversation: Uuid; seq: number }[] = [];
  private readonly content: FakeContent;
  private readonly listeners = new Set<(arrival: Arrival) => void>();

  constructor(content: Partial<FakeContent> = {}) {
    this.content = { ...EMPTY, ...content };
    this.conversations = atom(this.content.rows);
    const blocked = atom<ReadonlySet<Uuid>>(new Set());
    this.people = {
      users: atom(this.content.users),
      presence: atom(this.content.presence),
      blocked,
      search: async (query: string) =>
        [...this.content.users.values()]
          .filter(({ displayName }) => displayName.toLowerCase().includes(query.toLowerCase()))
          .map((user) => ({ user, presence: this.content.presence.get(user.uid) })),
      block: async (uid: Uuid) => blocked.set(new Set([...blocked.get(), uid])),
      unblock: async (uid: Uuid) => blocked.set(new Set([...blocked.get()].filter((other) => other !== uid))),
      changeProfile: async (profile: Partial<User>) => {
        this.me.set({ ...this.me.get(), ...profile });
        return this.me.get();
      },
    };
    const done = async () => {};
    this.groups = {
      create: async (_name: string, _members: readonly Uuid[]) => this.content.rows[0]?.id ?? ada.uid,
      add: done,
      remove: done,
      leave: done,
      rename: done,
      end: done,
      changeRole: async (_conversation: Uuid, _member: Uuid, _role: Role) => {},
    };
  }

  readonly fakeRooms = new FakeRooms();

  async rooms() {
    return this.fakeRooms;
  }

  readonly fakeReports = new FakeReports();

  async reports() {
    return this.fakeReports;
  }

  readonly fakeAdministration = new FakeAdministration();

  async administration() {
    return this.fakeAdministration;
  }

  readonly fakeMachines = new FakeMachines();

  async machines() {
    return this.fakeMachines;
  }

  /** What a search answers; a test replaces it. */
  found: FoundMessages = {
    messages: [],
    next: undefined,
    isFar: false,
    place: { kind: 'server', indexed: 1, head: 1 },
  };

  async search(_conversation: Uuid, _filter: MessageFilter, _before?: number): Promise<FoundMessages> {
    return this.found;
  }

  meet() {}

  open(id: Uuid) {
    const conversation = this.opened.get(id) ?? this.content.open(id);
    this.opened.set(id, conversation);
    return conversation;
  }

  async send(conversation: Uuid, content: Omit<TextContent, 'type'>, _sending?: { openly?: boolean }) {
    const { items } = this.open(conversation);
    const seq = items.get().length + 1;
    const sent = message(seq, ada.uid, Date.now(), content);
    this.receive(conversation, sent);
    return sent.id;
  }

  /** A new message, in the conversation and in its row. */
  receive(conversation: Uuid, item: MessageItem): void {
    this.open(conversation).append(item);
    this.changeRow(conversation, (row) => ({ ...row, last: item }));
  }

  async edit(conversation: Uuid, target: number, content: Omit<TextContent, 'type'>) {
    this.changeAt(conversation, target, (item) => ({
      ...item,
      content: { type: 'text', ...content },
      earlier: item.content === undefined ? [] : [...item.earlier, item.content],
    }));
  }

  async delete(conversation: Uuid, target: number) {
    this.changeAt(conversation, target, ({ content: _erased, ...item }) => ({ ...item, deleted: true }));
  }

  async react(conversation: Uuid, target: number, emoji: string, on: boolean) {
    this.changeAt(conversation, target, (item) => {
      const others = item.reactions.filter((reaction) => reaction.emoji !== emoji);
      const uids = (item.reactions.find((reaction) => reaction.emoji === emoji)?.uids ?? []).filter(
        (uid) => uid !== ada.uid,
      );
      const after = on ? [...uids, ada.uid] : uids;
      return { ...item, reactions: after.length === 0 ? others : [...others, { emoji, uids: after }] };
    });
  }

  async pin(conversation: Uuid, target: number, on: boolean) {
    this.changeAt(conversation, target, (item) => ({ ...item, pinned: on }));
  }

  async retry(conversation: Uuid, id: Uuid) {
    this.open(conversation).change(id, ({ error: _error, ...item }) =>
      item.seq === undefined ? { ...item, status: 'pending' } : item,
    );
  }

  async discard(conversation: Uuid, id: Uuid) {
    const { items } = this.open(conversation);
    const isUnsent = (item: TimelineItem) => item.kind === 'message' && item.seq === undefined;
    items.set(items.get().filter((item) => item.id !== id || !isUnsent(item)));
    this.open(conversation).change(id, ({ error: _error, ...item }) => item);
  }

  alarmsSeen(conversation: Uuid, seen: readonly SealingAlarm[]) {
    const before = this.sealed.get();
    const now = before.get(conversation);
    if (now === undefined) return;
    const alarms = now.alarms.filter((alarm) => !seen.includes(alarm));
    this.sealed.set(new Map([...before, [conversation, { ...now, alarms }]]));
  }

  markRead(conversation: Uuid, seq: number) {
    this.read.push({ conversation, seq });
    this.changeRow(conversation, (row) => ({ ...row, unread: 0, mentions: 0 }));
  }

  composer(conversation: Uuid) {
    return createComposer(conversation, { drafts: this.drafts, commands: this });
  }

  keepDrafts() {}

  async setPreferences(conversation: Uuid, change: Partial<Preferences>) {
    this.changeRow(conversation, (row) => ({ ...row, preferences: { ...row.preferences, ...change } }));
  }

  typing() {}

  marks(conversation: Uuid): readonly MemberMark[] {
    return this.open(conversation).details.get()?.marks ?? [];
  }

  onArrival(listener: (arrival: Arrival) => void) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  arrive(arrival: Arrival) {
    this.listeners.forEach((listener) => listener(arrival));
  }

  /** What each command was called with. */
  readonly commandCalls: (readonly (string | undefined)[])[] = [];

  async command(...said: readonly (string | undefined)[]) {
    this.commandCalls.push(said);
    const [name] = said;
    if (name === 'list_commands') return 'echo: says what you said\nping: answers pong';
    if (name === 'ping') return 'pong';
    throw new ParleyError('E_UNKNOWN_COMMAND');
  }

  async settled() {}

  wake() {}

  networkLost() {}
  async close() {}
  async destroy() {}

  private changeAt(conversation: Uuid, target: number, change: (item: MessageItem) => MessageItem) {
    const item = this.open(conversation)
      .items.get()
      .find((item) => item.kind === 'message' && item.seq === target);
    if (item?.kind === 'message') this.open(conversation).change(item.id, change);
  }

  private changeRow(conversation: Uuid, change: (row: ConversationRow) => ConversationRow) {
    const rows = this.conversations.get();
    this.conversations.set(rows?.map((row) => (row.id === conversation ? change(row) : row)));
  }
}
