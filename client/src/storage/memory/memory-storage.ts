import type { ConversationDetails, User, Uuid } from '@parley/protocol';
import { isUnopened, type HeldEntry } from '../../model/held-entry.ts';
import { atom } from 'nanostores';
import { isNothing } from '../../model/composition.ts';
import type { StoredDraft } from '../../ports/draft-channel.ts';
import { isCertainlyUnsent, queued, retried } from '../outbox-change.ts';
import { lostItem } from '../lost-item.ts';
import {
  isIn,
  type Lane,
  type OutboxItem,
  type OutboxTask,
  type QueuedItem,
} from '../../model/outbox-item.ts';
import type { StorageProblem } from '../../model/storage-problem.ts';
import type { ChatStorage, MarkChange, Snapshot } from '../../ports/storage/chat-storage.ts';
import { readIn, uncounted, withHead, withMarks } from '../conversation-change.ts';
import { appendChange, prependChange, replaceChange, type LogChange } from '../log-change.ts';
import type { EntryPlace, LogStorage, RunResult } from '../../ports/storage/log-storage.ts';
import type { QueueStorage, UnsentChange } from '../../ports/storage/queue-storage.ts';
import type { SealingStorage } from '../../ports/sealing/sealing-storage.ts';
import { withoutOldDraft } from '../old-draft.ts';
import type { Run, StoredConversation, StoredHead } from '../../model/stored-conversation.ts';
import { withOpened } from '../opened-change.ts';
import { truncated } from '../truncation.ts';
import { isOthersMessage } from '../unread-tally.ts';
import { MemorySealing } from './memory-sealing.ts';
import { EntryTable, type StoredData, type StoredMeta } from './memory-tables.ts';
import type { RowListener } from './row-change.ts';
import { Table } from './table.ts';

const META = 'meta';

/** The local copy in memory: for tests, simulations, and as the core of the file storage. Every method is synchronous. */
export class MemoryStorage implements ChatStorage, LogStorage, QueueStorage, SealingStorage {
  readonly problem = atom<StorageProblem | undefined>(undefined);
  readonly dropped = atom(undefined);
  readonly #me: Uuid;
  readonly #conversations: Table<Uuid, StoredConversation>;
  readonly #entries: EntryTable;
  readonly #outbox: Table<number, OutboxItem>;
  readonly #users: Table<Uuid, User>;
  readonly #details: Table<Uuid, ConversationDetails>;
  readonly #drafts: Table<Uuid, StoredDraft>;
  readonly #meta: Table<typeof META, StoredMeta>;
  readonly #sealing: MemorySealing;

  /**
   * @param me whose copy it is
   * @param changed called for each changed row, those of `data` included
   */
  constructor(me: Uuid, data?: StoredData, changed: RowListener = () => undefined) {
    this.#me = me;
    this.#conversations = new Table('conversations', changed);
    this.#entries = new EntryTable(changed);
    this.#outbox = new Table('outbox', changed);
    this.#users = new Table('users', changed);
    this.#details = new Table('details', changed);
    this.#drafts = new Table('drafts', changed);
    this.#meta = new Table('meta', changed);
    this.#sealing = new MemorySealing(data?.sealing, changed);
    if (data !== undefined) this.#fill(data);
  }

  get epochKeys(): SealingStorage['epochKeys'] {
    return this.#sealing.epochKeys;
  }

  get rosters(): SealingStorage['rosters'] {
    return this.#sealing.rosters;
  }

  /** All data, for the constructor of another instance. */
  data(): StoredData {
    const { lastKey } = this.#metaNow();
    const logs = { entries: this.#entries.all(), details: this.#details.entries() };
    return { ...this.#snapshot(), ...logs, lastKey, sealing: this.#sealing.data() };
  }

  async load(): Promise<Snapshot> {
    return this.#snapshot();
  }

  async readEntries(conversation: Uuid, from: number, to: number): Promise<readonly HeldEntry[]> {
    return this.#entries.range(conversation, from, to);
  }

  async readChanges(conversation: Uuid, from: number, to: number): Promise<readonly HeldEntry[]> {
    return this.#entries.changesOf(conversation, from, to);
  }

  async saveHeads(heads: readonly StoredHead[], token?: string): Promise<readonly StoredConversation[]> {
    if (token !== undefined && token !== this.#metaNow().headsToken) this.#saveMeta({ headsToken: token });
    return heads.map((head) =>
      this.#save(withHead(this.#conversations.get(head.conversation), head, this.#me)),
    );
  }

  async append(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#apply(appendChange(this.#known(conversation), run, this.#me));
  }

  async prepend(conversation: Uuid, run: Run): Promise<RunResult> {
    return this.#apply(prependChange(this.#known(conversation), run, this.#me));
  }

  async replace(conversation: Uuid, run: Run): Promise<StoredConversation> {
    this.#entries.delete(this.#held(conversation));
    return this.#apply(replaceChange(this.#known(conversation), run, this.#me)).conversation;
  }

  async truncate(conversation: Uuid, seq = 0): Promise<StoredConversation> {
    const held = this.#held(conversation);
    const dropped = held.filter((entry) => entry.seq > seq);
    const kept = held.filter((entry) => entry.seq <= seq);
    const stored = this.#known(conversation);
    this.#entries.delete(dropped);
    this.#details.delete(conversation);
    this.#sealing.truncate(conversation, seq, this.#me);
    for (const entry of dropped.filter(({ sender }) => sender === this.#me)) this.#keepLost(entry, stored);
    const lastMessage = kept.findLast(({ body }) => body.kind === 'message');
    return this.#save(truncated(stored, kept.at(-1), lastMessage));
  }

  async unopened(): Promise<readonly EntryPlace[]> {
    return this.#entries.all().filter(isUnopened);
  }

  async open(conversation: Uuid, opened: readonly HeldEntry[]): Promise<StoredConversation> {
    const changed = this.#entries.open(conversation, opened);
    return this.#save(withOpened(this.#known(conversation), opened, changed, this.#me));
  }

  async mark(conversation: Uuid, change: MarkChange): Promise<StoredConversation> {
    const stored = this.#known(conversation);
    const range = uncounted(stored, readIn(change, this.#me));
    const rest = range && this.#entries.range(conversation, range.from, range.to ?? range.from);
    const count = rest?.filter((entry) => isOthersMessage(entry, this.#me)).length;
    return this.#save(withMarks(stored, change, count, this.#me));
  }

  async saveDraft(draft: StoredDraft): Promise<void> {
    if (isNothing(draft.composition)) this.#drafts.delete(draft.conversation);
    else this.#drafts.put(draft.conversation, draft);
  }

  async saveDetails(conversation: Uuid, details: ConversationDetails): Promise<void> {
    this.#details.put(conversation, details);
  }

  async readDetails(conversation: Uuid): Promise<ConversationDetails | undefined> {
    return this.#details.get(conversation);
  }

  async enqueue(item: QueuedItem): Promise<OutboxItem> {
    const { kind } = item.task;
    if (kind === 'preferences') this.#outbox.deleteWhere((other) => isIn(other, { ...item, kind }));
    return this.#saveItem(queued(item, this.#nextKey()));
  }

  async outbox(): Promise<readonly OutboxItem[]> {
    return this.#outbox.values().sort((a, b) => a.key - b.key);
  }

  async nextOf(lane: Lane, after: number): Promise<OutboxItem | undefined> {
    const items = await this.outbox();
    return items.find((item) => item.key > after && isIn(item, lane) && item.state.kind === 'waiting');
  }

  async changeItem(key: number, change: (item: OutboxItem) => OutboxItem): Promise<OutboxItem | undefined> {
    return this.#outbox.change(key, change);
  }

  async finish(key: number): Promise<void> {
    this.#outbox.delete(key);
  }

  async adopt({ items, goneItems, drafts, goneDrafts }: UnsentChange): Promise<void> {
    this.#outbox.deleteWhere(({ id }) => goneItems.includes(id));
    const keys = new Map(this.#outbox.values().map(({ id, key }) => [id, key]));
    for (const item of items) this.#saveItem({ ...item, key: keys.get(item.id) ?? this.#nextKey() });
    for (const conversation of goneDrafts) this.#drafts.delete(conversation);
    for (const draft of drafts) this.#drafts.put(draft.conversation, draft);
  }

  async retry(key: number, id: Uuid, task?: OutboxTask): Promise<OutboxItem | undefined> {
    const item = this.#outbox.get(key);
    if (item === undefined || item.state.kind === 'waiting') return undefined;
    this.#outbox.delete(key);
    return this.#saveItem(retried(item, this.#nextKey(), id, task));
  }

  async discard(key: number): Promise<boolean> {
    const item = this.#outbox.get(key);
    return item !== undefined && isCertainlyUnsent(item) && this.#outbox.delete(key);
  }

  async saveUsers(users: readonly User[]): Promise<void> {
    for (const user of users) this.#users.put(user.uid, user);
  }

  async saveBlocked(uids: readonly Uuid[]): Promise<void> {
    this.#saveMeta({ blocked: uids });
  }

  async close(): Promise<void> {
    return undefined;
  }

  async destroy(): Promise<void> {
    for (const { id } of this.#conversations.values()) this.#entries.delete(this.#held(id));
    const rows = [this.#conversations, this.#outbox, this.#drafts, this.#users, this.#details];
    for (const table of [...rows, this.#sealing]) table.clear();
    this.#meta.put(META, { lastKey: this.#metaNow().lastKey, blocked: [] });
  }

  #fill({
    conversations,
    entries,
    outbox,
    drafts = [],
    users,
    details = [],
    sealing: _,
    ...meta
  }: StoredData): void {
    this.#meta.put(META, meta);
    for (const conversation of conversations) {
      const { rest, draft } = withoutOldDraft(conversation);
      this.#save(rest);
      if (draft !== undefined) this.#drafts.put(rest.id, draft);
    }
    for (const draft of drafts) this.#drafts.put(draft.conversation, draft);
    for (const entry of entries) this.#entries.put(entry);
    for (const item of outbox) this.#saveItem(item);
    for (const user of users) this.#users.put(user.uid, user);
    for (const [id, some] of details) this.#details.put(id, some);
  }

  #metaNow(): StoredMeta {
    return this.#meta.get(META) ?? { lastKey: 0, blocked: [] };
  }

  #saveMeta(change: Partial<StoredMeta>): void {
    this.#meta.put(META, { ...this.#metaNow(), ...change });
  }

  #nextKey(): number {
    const lastKey = this.#metaNow().lastKey + 1;
    this.#saveMeta({ lastKey });
    return lastKey;
  }

  #snapshot(): Snapshot {
    const { lastKey: _, ...meta } = this.#metaNow();
    return {
      ...meta,
      conversations: this.#conversations.values(),
      outbox: this.#outbox.values().sort((a, b) => a.key - b.key),
      drafts: this.#drafts.values(),
      users: this.#users.values(),
    };
  }

  #known(conversation: Uuid): StoredConversation {
    const stored = this.#conversations.get(conversation);
    if (stored === undefined) throw new Error(`conversation ${conversation} is not stored`);
    return stored;
  }

  #held(conversation: Uuid): HeldEntry[] {
    const window = this.#conversations.get(conversation)?.window;
    return window === undefined ? [] : this.#entries.range(conversation, window.first, window.last);
  }

  #save(conversation: StoredConversation): StoredConversation {
    return this.#conversations.put(conversation.id, conversation);
  }

  #saveItem(item: OutboxItem): OutboxItem {
    return this.#outbox.put(item.key, item);
  }

  #apply({ outcome, conversation, put, erase, settle }: LogChange): RunResult {
    for (const entry of put) this.#entries.put(entry);
    for (const seq of erase) this.#entries.erase(conversation.id, seq);
    this.#outbox.deleteWhere((item) => item.conversation === conversation.id && settle.includes(item.id));
    return { outcome, conversation: this.#save(conversation) };
  }

  #keepLost(entry: HeldEntry, stored: StoredConversation): void {
    const item = lostItem(entry, this.#metaNow().lastKey + 1, stored.head.peer);
    if (item !== undefined) this.#saveMeta({ lastKey: this.#saveItem(item).key });
  }
}
