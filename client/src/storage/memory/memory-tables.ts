import type { ConversationDetails, Entry, User, Uuid } from '@parley/protocol';
import type { OutboxItem } from '../../outbox/outbox-item.ts';
import type { StoredConversation } from '../stored-conversation.ts';

/** All that a client stores, as plain JSON. */
export interface StoredData {
  readonly headsToken?: string;
  readonly lastKey: number;
  readonly conversations: readonly StoredConversation[];
  readonly entries: readonly Entry[];
  readonly outbox: readonly OutboxItem[];
  readonly users: readonly User[];
  readonly blocked: readonly Uuid[];
  readonly details?: readonly (readonly [Uuid, ConversationDetails])[];
}

/** Entries by conversation and `seq`, in memory. */
export class EntryTable {
  readonly #logs = new Map<Uuid, Map<number, Entry>>();

  put(entry: Entry): void {
    const log = this.#logs.get(entry.conversation) ?? new Map<number, Entry>();
    this.#logs.set(entry.conversation, log.set(entry.seq, entry));
  }

  get(conversation: Uuid, seq: number): Entry | undefined {
    return this.#logs.get(conversation)?.get(seq);
  }

  range(conversation: Uuid, from: number, to: number): Entry[] {
    const found: Entry[] = [];
    const log = this.#logs.get(conversation);
    for (let seq = from; log !== undefined && seq <= to; seq++) {
      const entry = log.get(seq);
      if (entry !== undefined) found.push(entry);
    }
    return found;
  }

  changesOf(conversation: Uuid, from: number, to: number): Entry[] {
    const log = this.#logs.get(conversation)?.values() ?? [];
    return [...log].filter(({ body }) => 'target' in body && body.target >= from && body.target <= to);
  }

  delete(entries: readonly Entry[]): void {
    for (const { conversation, seq } of entries) this.#logs.get(conversation)?.delete(seq);
  }

  all(): Entry[] {
    return [...this.#logs.values()].flatMap((log) => [...log.values()]);
  }
}
