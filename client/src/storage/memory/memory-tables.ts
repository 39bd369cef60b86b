import type { ConversationDetails, User, Uuid } from '@parley/protocol';
import { deletedBy, type HeldEntry } from '../../model/held-entry.ts';
import type { StoredDraft } from '../../ports/draft-channel.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';
import { erasedBy } from '../erased-entry.ts';
import { deletionsFirst } from '../opened-change.ts';
import { openedNow } from '../opened-now.ts';
import type { SealingData } from './memory-sealing.ts';
import type { RowListener } from './row-change.ts';

/** The single values. */
export interface StoredMeta {
  readonly headsToken?: string;
  /** Key of the newest item that was ever in the outbox. */
  readonly lastKey: number;
  readonly blocked: readonly Uuid[];
}

/** All that a client stores, as plain JSON. */
export interface StoredData extends StoredMeta {
  readonly conversations: readonly StoredConversation[];
  readonly entries: readonly HeldEntry[];
  readonly outbox: readonly OutboxItem[];
  readonly users: readonly User[];
  readonly details?: readonly (readonly [Uuid, ConversationDetails])[];
  readonly drafts?: readonly StoredDraft[];
  readonly sealing?: SealingData;
}

/** Entries by conversation and `seq`, in memory. */
export class EntryTable {
  readonly #logs = new Map<Uuid, Map<number, HeldEntry>>();
  readonly #changed: RowListener;

  constructor(changed: RowListener) {
    this.#changed = changed;
  }

  put(entry: HeldEntry): void {
    this.#changing(entry, entry);
    this.#set(entry);
  }

  get(conversation: Uuid, seq: number): HeldEntry | undefined {
    return this.#logs.get(conversation)?.get(seq);
  }

  range(conversation: Uuid, from: number, to: number): HeldEntry[] {
    const found: HeldEntry[] = [];
    const log = this.#logs.get(conversation);
    for (let seq = from; log !== undefined && seq <= to; seq++) {
      const entry = log.get(seq);
      if (entry !== undefined) found.push(entry);
    }
    return found;
  }

  changesOf(conversation: Uuid, from: number, to: number): HeldEntry[] {
    const log = this.#logs.get(conversation)?.values() ?? [];
    return [...log].filter(({ body }) => 'target' in body && body.target >= from && body.target <= to);
  }

  /** Takes what a deleted message and its edits say. */
  erase(conversation: Uuid, seq: number): void {
    const target = this.get(conversation, seq);
    const changes = this.changesOf(conversation, seq, seq);
    for (const entry of erasedBy(target, changes)) this.put(entry);
  }

  /** Takes what entries say, and what deletions among them delete. @returns those that changed */
  open(conversation: Uuid, opened: readonly HeldEntry[]): readonly HeldEntry[] {
    return deletionsFirst(opened).flatMap((some) => {
      const open = some.flatMap((entry) => openedNow(this.get(conversation, entry.seq), entry) ?? []);
      for (const entry of open) this.put(entry);
      for (const seq of open.flatMap((entry) => deletedBy(entry) ?? [])) this.erase(conversation, seq);
      return open;
    });
  }

  delete(entries: readonly HeldEntry[]): void {
    for (const entry of entries) {
      this.#changing(entry, undefined);
      this.#logs.get(entry.conversation)?.delete(entry.seq);
    }
  }

  all(): HeldEntry[] {
    return [...this.#logs.values()].flatMap((log) => [...log.values()]);
  }

  #set(entry: HeldEntry): void {
    const log = this.#logs.get(entry.conversation) ?? new Map<number, HeldEntry>();
    this.#logs.set(entry.conversation, log.set(entry.seq, entry));
  }

  #changing({ conversation, seq }: HeldEntry, value: HeldEntry | undefined): void {
    const before = this.get(conversation, seq);
    const undo = () => {
      if (before === undefined) this.#logs.get(conversation)?.delete(seq);
      else this.#set(before);
    };
    this.#changed({ kind: 'entries', key: `${conversation}/${seq}`, value, undo });
  }
}
